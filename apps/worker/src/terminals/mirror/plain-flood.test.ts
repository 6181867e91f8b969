import { expect, it } from 'vitest';
import { afterLines, countPlainLines, firstLines } from './plain-flood.ts';

it('text is cut after so many lines, or not at all where it has fewer', () => {
  const text = Buffer.from('a\r\nb\r\nc');
  expect(String(firstLines(text, 1))).toBe('a\r\n');
  expect(String(firstLines(text, 2))).toBe('a\r\nb\r\n');
  expect(String(firstLines(text, 3))).toBe('a\r\nb\r\nc');
});

it('what comes after them is whole lines, and nothing where a line does not begin at the left', () => {
  expect(String(afterLines(Buffer.from('a\r\nb\r\nc\r\n'), 2))).toBe('c\r\n');
  expect(afterLines(Buffer.from('a\nb\nc\n'), 2)).toBeUndefined();
});

it('only text that prints and moves on is plain', () => {
  expect(countPlainLines(Buffer.from('a\tb\r\né\r\n'))).toBe(2);
  for (const other of ['\u001b[1m', 'a\bb', '\u0085', '\u007f']) {
    expect(countPlainLines(Buffer.from(`a\r\n${other}`))).toBeUndefined();
  }
});
