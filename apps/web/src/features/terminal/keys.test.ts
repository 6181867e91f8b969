import { expect, it } from 'vitest';
import { keySequence, withControl, withModifiers } from './keys.ts';

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

it('characters that phones hide are typed as they are', () => {
  expect(keySequence('pipe', true)).toBe('|');
  expect(keySequence('escape', true)).toBe('\u001b');
});

it.each([
  ['c', { control: true, alt: false }, '\u0003'],
  ['b', { control: false, alt: true }, '\u001bb'],
  ['b', { control: true, alt: true }, '\u001b\u0002'],
  ['\u001b[A', { control: true, alt: false }, '\u001b[1;5A'],
  ['\u001bOD', { control: false, alt: true }, '\u001b[1;3D'],
  ['pasted', { control: true, alt: true }, 'pasted'],
])('%j with %j is %j', (typed, modifiers, sent) => {
  expect(withModifiers(typed, modifiers)).toBe(sent);
});
