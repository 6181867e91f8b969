import { expect, test } from 'vitest';
import { chooseStart, hasRange, parseSubIds, RANGE_SIZE } from './sub-ids.ts';

test('reads the ranges and skips lines that make no sense', () => {
  expect(parseSubIds('ada:100000:65536\n\n# note\nmarina-remap:165536:x\nbob:1:2\n')).toEqual([
    { owner: 'ada', start: 100_000, count: 65_536 },
    { owner: 'bob', start: 1, count: 2 },
  ]);
});

test('a range that is too small does not count as one', () => {
  expect(hasRange([{ owner: 'marina-remap', start: 200_000, count: 1000 }], 'marina-remap')).toBe(false);
  expect(hasRange([{ owner: 'marina-remap', start: 200_000, count: RANGE_SIZE }], 'marina-remap')).toBe(true);
});

test('chooses the lowest range that touches no other, however they are aligned', () => {
  expect(chooseStart([])).toBe(131_072);
  expect(chooseStart([{ owner: 'ada', start: 100_000, count: 65_536 }])).toBe(196_608);
  const taken = [
    { owner: 'ada', start: 131_072, count: 65_536 },
    { owner: 'bob', start: 300_000, count: 1 },
  ];
  expect(chooseStart(taken)).toBe(196_608);
});
