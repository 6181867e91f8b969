import type { Session } from '@marina/protocol/session';
import { expect, it, vi } from 'vitest';
import { SessionHub } from './session-hub.ts';
import type { SessionRecord } from './session-record.ts';

/** A store whose session has another version at each read, and a hub that tells of it. */
function hubOf(version = { now: 1 }) {
  const find = vi.fn(async () => ({ id: 'ses_a', name: `v${version.now}` }) as unknown as SessionRecord);
  const view = async (record: SessionRecord) => record as unknown as Session;
  return { find, version, hub: new SessionHub({ find }, view, () => undefined) };
}
const versionOf = (session: Session) => (session as unknown as { name: string }).name;

it('tells who has come how the session is, and nobody else', async () => {
  const { hub, find } = hubOf();
  const first = vi.fn();
  hub.watch('ses_a', first);
  await vi.waitFor(() => expect(first).toHaveBeenCalledTimes(1));
  const others = Array.from({ length: 50 }, () => vi.fn());
  for (const other of others) hub.watch('ses_a', other);
  await vi.waitFor(() => expect(others.at(-1)).toHaveBeenCalledTimes(1));
  expect(first).toHaveBeenCalledTimes(1);
  expect(find).toHaveBeenCalledTimes(2);
});

it('tells many of a change in turns, between which others are served', async () => {
  const { hub } = hubOf();
  const told: number[] = [];
  for (let at = 0; at < 100; at++) hub.watch('ses_a', () => told.push(at));
  const seenBetween: number[] = [];
  const look = () => {
    seenBetween.push(told.length);
    if (told.length < 100) setImmediate(look);
  };
  setImmediate(look);
  await vi.waitFor(() => expect(told).toHaveLength(100));
  expect(seenBetween.filter((count) => count > 0 && count < 100).length).toBeGreaterThan(5);
});

it('a change while many are told is told after it, to all', async () => {
  const { hub, version } = hubOf();
  const seen = Array.from({ length: 30 }, () => [] as string[]);
  for (const versions of seen) {
    hub.watch('ses_a', (session) => {
      versions.push(versionOf(session));
      if (version.now > 1) return;
      version.now = 2;
      hub.changed('ses_a');
    });
  }
  await vi.waitFor(() => expect(seen.map((versions) => versions.at(-1))).toEqual(seen.map(() => 'v2')));
  expect(seen.map((versions) => versions.join())).toEqual(seen.map(() => 'v1,v2'));
});

it('who has gone is not told any more', async () => {
  const { hub } = hubOf();
  const [gone, there] = [vi.fn(), vi.fn()];
  hub.watch('ses_a', gone)();
  hub.watch('ses_a', there);
  await vi.waitFor(() => expect(there).toHaveBeenCalled());
  expect(gone).not.toHaveBeenCalled();
});
