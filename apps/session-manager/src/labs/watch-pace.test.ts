import { expect, it } from 'vitest';
import { createWatchPace } from './watch-pace.ts';

it('the first look comes at once, and the next ones ever later while nothing happens', () => {
  const pace = createWatchPace(() => 0);
  expect(pace.untilNextMs()).toBe(0);
  const waits = [1, 2, 3, 4, 5].map(() => {
    pace.looked(false);
    return pace.untilNextMs();
  });
  expect(waits).toEqual([4500, 6750, 10_000, 10_000, 10_000]);
});

it('after a use or something new, the next look comes after three seconds', () => {
  let nowMs = 0;
  const pace = createWatchPace(() => nowMs);
  for (let looks = 0; looks < 5; looks++) pace.looked(false);
  nowMs = 2_000;
  pace.used();
  expect(pace.untilNextMs()).toBe(1_000);
  pace.looked(true);
  expect(pace.untilNextMs()).toBe(3_000);
});
