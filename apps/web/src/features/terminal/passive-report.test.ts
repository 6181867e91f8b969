import { expect, it } from 'vitest';
import { isPassiveReport } from './passive-report.ts';

it.each(['\u001b[I', '\u001b[O', '\u001b[<35;12;7M'])('%j was not typed', (data) => {
  expect(isPassiveReport(data)).toBe(true);
});

it.each(['I', '\u001b[A', '\u001bOP', '\u001b[<0;12;7M', '\u001b[<32;12;7M', '\u001b[Ix'])('%j was', (data) => {
  expect(isPassiveReport(data)).toBe(false);
});
