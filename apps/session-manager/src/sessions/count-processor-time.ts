// Counts what each session uses of its worker's processors: for its budget, and to tell the operator of one that burns.
import { setInterval as every } from 'node:timers/promises';
import { spendingShare } from '@marina/protocol/session';
import type { Alerts } from '../alerts/alerts.ts';
import { type BurnWatch, createBurnWatch } from '../alerts/burn-watch.ts';
import { type Log, messageOf } from '../log.ts';
import type { Workers } from '../workers/workers.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionStore } from './session-store.ts';

export type CountingDeps = {
  store: SessionStore;
  workers: Workers;
  alerts: Alerts;
  burningMs: number;
  /** The session's student should be told. */
  onChange: (sessionId: string) => void;
  log: Log;
};

const pace = { slowestMs: 15_000, quickestMs: 200 };

/** Runs until `signal` aborts; a failed round is logged, and the next one counts what it missed. */
export async function countProcessorTime(deps: CountingDeps, signal: AbortSignal): Promise<void> {
  const burning = createBurnWatch(deps.burningMs);
  const everyMs = Math.max(pace.quickestMs, Math.min(pace.slowestMs, deps.burningMs / 16));
  try {
    for await (const _ of every(everyMs, undefined, { signal })) {
      await round(deps, burning).catch((error: unknown) =>
        deps.log('processor time was not counted', { error: messageOf(error) }),
      );
    }
  } catch {
    // Aborted.
  }
}

async function round(deps: CountingDeps, burning: BurnWatch): Promise<void> {
  const sessions = (await deps.store.unfinished()).filter(({ status }) => status === 'active');
  burning.keep(new Set(sessions.map(({ id }) => id)));
  // One by one: the daemon that is asked has others to serve.
  for (const session of sessions) {
    const usedMs = await countSession(deps, session);
    if (usedMs === undefined) continue;
    const cpus = Math.min(...session.instances.map(({ spec }) => spec.limits.cpus));
    const processors = burning.note(session.id, { usedMs, cpus, atMs: performance.now() });
    if (processors !== undefined) deps.alerts.raise(burningAlert(session.id, processors, deps.burningMs));
  }
}

/** Resolves with what the session has used so far; undefined when none of its instances could tell. */
async function countSession(deps: CountingDeps, session: SessionRecord): Promise<number | undefined> {
  const worker = deps.workers.find(session.workerId);
  let usedMs: number | undefined;
  for (const { id, status } of session.instances) {
    if (!worker || status !== 'running') continue;
    try {
      const { cpuMs } = await worker.engine.instances.stats(id);
      usedMs = (await deps.store.countProcessorTime(id, cpuMs)) ?? usedMs;
    } catch (error) {
      // It may have stopped just now; the next round counts what is missed here.
      deps.log('processor time unknown', { instance: id, error: messageOf(error) });
    }
  }
  if (usedMs !== undefined) react(deps, session, usedMs);
  return usedMs;
}

function react({ alerts, onChange }: CountingDeps, session: SessionRecord, usedMs: number): void {
  const budgetMs = session.spec.processorBudgetMs ?? Number.POSITIVE_INFINITY;
  if (usedMs >= budgetMs * spendingShare) onChange(session.id);
  // Ended by the reaper, as for all other reasons.
  if (usedMs >= budgetMs && session.processorMs < budgetMs)
    alerts.raise({ kind: 'budget-spent', sessionId: session.id, minutes: rounded(budgetMs / 60_000) });
}

function burningAlert(sessionId: string, processors: number, burningMs: number) {
  return { kind: 'burning', sessionId, processors: rounded(processors), minutes: rounded(burningMs / 60_000) } as const;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
