import { expect, it } from 'vitest';
import { downloadName } from './download-name.ts';

const now = new Date(2026, 10, 5, 9, 7);

it('a downloaded text is named after its terminal and the minute', () => {
  expect(downloadName('node1', now)).toBe('node1-2026-11-05-0907.txt');
  expect(downloadName('node1, 2', now)).toBe('node1-2-2026-11-05-0907.txt');
});

it('a name holds nothing that a file system could refuse', () => {
  expect(downloadName('../a b', now)).toBe('a-b-2026-11-05-0907.txt');
  expect(downloadName('…', now)).toBe('terminal-2026-11-05-0907.txt');
});
