import { expect, it } from 'vitest';
import { clockText, spentPercent, urgency, wholeMinutes } from './time-left.ts';

it.each([
  [3_909_000, '1:05:09'],
  [3_547_000, '59:07'],
  [7_100, '0:08'],
  [-5000, '0:00'],
  [7_200_000, '2:00:00'],
])('%d ms left read %s', (leftMs, text) => {
  expect(clockText(leftMs)).toBe(text);
});

it('the last five minutes are amber, the last one is red', () => {
  expect([300_000, 299_999, 60_000, 59_999].map(urgency)).toEqual(['calm', 'soon', 'soon', 'now']);
});

it('a started minute counts', () => {
  expect([60_001, 60_000, 1, -1].map(wholeMinutes)).toEqual([2, 1, 1, 0]);
});

it.each([
  [null, undefined],
  [{ usedMs: 47_999, budgetMs: 60_000 }, undefined],
  [{ usedMs: 48_000, budgetMs: 60_000 }, 80],
  [{ usedMs: 59_999, budgetMs: 60_000 }, 99],
  [{ usedMs: 61_000, budgetMs: 60_000 }, 100],
])('of the processor time %o, %s percent are told as spent', (time, percent) => {
  expect(spentPercent(time)).toBe(percent);
});
