import { expect, it } from 'vitest';
import { parseOsc52 } from './osc52.ts';

it('the text to copy comes in base64 of UTF-8, for any clipboard', () => {
  expect(parseOsc52('c;aMOpbGxv')).toBe('héllo');
  expect(parseOsc52(';aGk=')).toBe('hi');
});

it('a question about the clipboard copies nothing', () => {
  expect(parseOsc52('c;?')).toBeUndefined();
});

it.each(['', 'c', 'c;', 'c;!', 'c;/w=='])('%j copies nothing', (data) => {
  expect(parseOsc52(data)).toBeUndefined();
});

it('a text that is too long copies nothing', () => {
  expect(parseOsc52(`c;${'QUFB'.repeat(250_000)}`)).toHaveLength(750_000);
  expect(parseOsc52(`c;${'QUFB'.repeat(250_001)}`)).toBeUndefined();
});
