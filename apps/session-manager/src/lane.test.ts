import { expect, it } from 'vitest';
import { createLane } from './lane.ts';

it('no more than the width is under way, and who waits comes in order', async () => {
  const inLane = createLane(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((number) =>
    inLane(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => void ends.push(resolve));
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await all[1];
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await all[2];
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  ends[3]?.();
  await Promise.all(all);
});

it('work that fails gives its place up', async () => {
  const inLane = createLane(1);
  await expect(inLane(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inLane(async () => 'yes')).toBe('yes');
});
