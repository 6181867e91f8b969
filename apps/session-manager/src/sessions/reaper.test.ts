import { describe, expect, it } from 'vitest';
import { reasonToEnd } from './reaper.ts';
import type { SessionRecord } from './session-record.ts';

const now = new Date('2026-01-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function session(changes: Partial<SessionRecord>): SessionRecord {
  return {
    id: 'ses_x',
    viewerId: 'vwr_x',
    lab: 'playground',
    status: 'active',
    endReason: null,
    workerId: 'wrk_here',
    createdAt: minutesAgo(60),
    expiresAt: minutesAgo(-10),
    lastActivityAt: minutesAgo(5),
    endedAt: null,
    processorMs: 10 * 60_000,
    instances: [],
    spec: {
      durationMs: 3.6e6,
      idleTimeoutMs: 30 * 60_000,
      extensionMs: 1,
      extensionsLeft: 1,
      maxInstances: 5,
      egress: 'mirror',
      processorBudgetMs: 60 * 60_000,
    },
    ...changes,
  };
}

describe('a session ends', () => {
  it.each([
    ['not while it has time and is used', {}, undefined],
    ['when its time is up', { expiresAt: minutesAgo(0) }, 'expired'],
    ['when nobody has used it for its idle time', { lastActivityAt: minutesAgo(30) }, 'idle'],
    ['when it has used its processor time', { processorMs: 60 * 60_000 }, 'processor-time'],
    ['for its worker before anything else', { workerId: 'wrk_gone', expiresAt: minutesAgo(5) }, 'worker-gone'],
    ['only once', { status: 'ending', expiresAt: minutesAgo(5) }, undefined],
  ] as const)('%s', (_when, changes, reason) => {
    expect(reasonToEnd(session(changes), now, new Set(['wrk_gone']))).toBe(reason);
  });

  it('never in the pool: time counts from hand-over', () => {
    const pooled = session({
      status: 'pooled',
      viewerId: null,
      expiresAt: null,
      lastActivityAt: null,
    });
    expect(reasonToEnd(pooled, now, new Set())).toBeUndefined();
  });
});
