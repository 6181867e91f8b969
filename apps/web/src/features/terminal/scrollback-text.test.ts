import type { IBuffer } from '@xterm/xterm';
import { expect, it } from 'vitest';
import { scrollbackText } from './scrollback-text.ts';

it('wrapped lines are joined and the empty end is left out', () => {
  const buffer = bufferOf(['$ echo a b ', false], ['c', true], ['a b c', false], ['   ', false], ['', false]);
  expect(scrollbackText(buffer)).toBe('$ echo a b c\na b c\n');
});

function bufferOf(...rows: [text: string, isWrapped: boolean][]): Parameters<typeof scrollbackText>[0] {
  return { length: rows.length, getLine: (row) => lineOf(rows[row]) };
}

function lineOf(row: [text: string, isWrapped: boolean] | undefined): ReturnType<IBuffer['getLine']> {
  if (!row) return undefined;
  const [text, isWrapped] = row;
  return {
    isWrapped,
    length: text.length,
    getCell: () => undefined,
    translateToString: (trimRight) => (trimRight ? text.trimEnd() : text),
  };
}
