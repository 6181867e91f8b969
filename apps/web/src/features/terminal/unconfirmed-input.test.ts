import { unknownInput } from '@marina/protocol/terminal-frames';
import { expect, it } from 'vitest';
import { UnconfirmedInput } from './unconfirmed-input.ts';

const text = (words: string) => new TextEncoder().encode(words);

function typed(...words: string[]): UnconfirmedInput {
  const input = new UnconfirmedInput();
  for (const word of words) input.add(text(word));
  return input;
}

const rest = (chunks: readonly Uint8Array[]) => chunks.map((chunk) => new TextDecoder().decode(chunk)).join('');

it.each([
  [0n, 'make test'],
  [2n, 'ke test'],
  [4n, ' test'],
  [9n, ''],
])('of nine bytes, %d confirmed leave %j to send again', (confirmed, left) => {
  expect(rest(typed('make', ' test').confirm(confirmed))).toBe(left);
});

it('counts on over several confirmations', () => {
  const input = typed('abc');
  input.confirm(2n);
  input.add(text('def'));
  expect(rest(input.confirm(4n))).toBe('ef');
  expect(input.bytes).toBe(2);
});

it('sends nothing again when it is unknown what arrived, and counts anew', () => {
  const input = typed('rm -rf x');
  expect(rest(input.confirm(unknownInput))).toBe('');
  input.add(text('ls'));
  expect(rest(input.confirm(1n))).toBe('s');
});
