// The short version of `npm run test:leaks`.
import { compareCounts } from '../machine/counts.ts';
import { runSessions, takeInventoryAtRest } from '../machine/many-sessions.ts';
import { followCreations, listContainers } from '../machine/outer-docker.ts';
import { expect, test } from './student-page.ts';

test('sessions that come and go leave the machine as it was', async ({ place }) => {
  test.setTimeout(120_000);
  const stopping = new AbortController();
  const seen = new Set((await listContainers(place)).map(({ id }) => id));
  followCreations(place, stopping.signal, (id) => seen.add(id));
  // The manager may be new: it opens its connections to the database once.
  await runSessions(place, 3);
  const before = await takeInventoryAtRest(place, seen);
  await runSessions(place, 9);
  const after = await takeInventoryAtRest(place, seen);
  stopping.abort();
  expect(compareCounts(before, after).filter(({ ok }) => !ok)).toEqual([]);
});
