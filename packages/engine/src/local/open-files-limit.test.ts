import { expect, it } from 'vitest';
import { parseHardLimit } from './open-files-limit.ts';

it.each([
  ['1024                 524288', 65_536],
  ['1024                 20000', 20_000],
  ['unlimited            unlimited', 65_536],
])('a hard limit of “%s” gives %i', (limits, expected) => {
  expect(parseHardLimit(`Max processes 1 1 processes\nMax open files            ${limits}   files\n`)).toBe(expected);
});
