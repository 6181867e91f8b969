import { expect, it } from 'vitest';
import { countPlainLines, firstLines, lastLines } from './plain-flood.ts';

it('text is cut after so many lines, or not at all where it has fewer', () => {
  const text = Buffer.from('a\r\nb\r\nc');
  expect(String(firstLines(text, 1))).toBe('a\r\n');
  expect(String(firstLines(text, 2))).toBe('a\r\nb\r\n');
  expect(String(firstLines(text, 3))).toBe('a\r\nb\r\nc');
});

it('its last lines are whole, and none where a line does not begin at the left', () => {
  const text = Buffer.from('a\r\nb\r\nc\r\n');
  expect(String(lastLines(text, 1))).toBe('c\r\n');
  expect(lastLines(text, 5)).toBeUndefined();
  expect(lastLines(Buffer.from('a\nb\nc\n'), 1)).toBeUndefined();
});

it('only text that prints and moves on is plain', () => {
  expect(countPlainLines(Buffer.from('a\tb\r\né\r\n'))).toBe(2);
  for (const other of ['\u001b[1m', 'a\bb', '\u0085', '\u007f']) {
    expect(countPlainLines(Buffer.from(`a\r\n${other}`))).toBeUndefined();
  }
});
