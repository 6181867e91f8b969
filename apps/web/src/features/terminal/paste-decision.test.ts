import { expect, it } from 'vitest';
import { asOneLine, isRiskyPaste, pastedLines } from './paste-decision.ts';

it('several lines are risky where the program runs each on arrival', () => {
  expect(isRiskyPaste('cd /\nrm -r *', false)).toBe(true);
  expect(isRiskyPaste('cd /\nrm -r *', true)).toBe(false);
});

it.each(['ls', 'ls\n', 'ls\r\n', ''])('%j is a single line and asks nothing', (text) => {
  expect(isRiskyPaste(text, false)).toBe(false);
});

it('line breaks of every system end a line', () => {
  expect(pastedLines('a\nb\r\nc\rd\n')).toEqual(['a', 'b', 'c', 'd']);
});

it('one line is made of several without their backslashes, margins and gaps', () => {
  expect(asOneLine('docker run \\\n  --rm \\\n\n  alpine\n')).toBe('docker run --rm alpine');
});
