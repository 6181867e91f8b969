import { expect, it } from 'vitest';
import { keySequence, withControl } from './keys.ts';

it('arrow keys follow the cursor-key mode of the program', () => {
  expect(keySequence('up', false)).toBe('\u001b[A');
  expect(keySequence('up', true)).toBe('\u001bOA');
});

it.each([
  ['c', '\u0003'],
  ['C', '\u0003'],
  ['[', '\u001b'],
  ['@', '\u0000'],
  ['?', '\u007f'],
  ['é', 'é'],
  ['cc', 'cc'],
  ['\r', '\r'],
])('Ctrl and %j make %j', (typed, sent) => {
  expect(withControl(typed)).toBe(sent);
});
