import { expect, test } from 'vitest';
import { stdoutOf } from './exec-stream.ts';

const part = (source: number, text: string) => {
  const header = Buffer.alloc(8);
  header.writeUInt8(source, 0);
  header.writeUInt32BE(text.length, 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

test.each([1, 2, 7, 9, 1000])('stdout is told from stderr in chunks of %i bytes', (size) => {
  const whole = Buffer.concat([part(1, 'first '), part(2, 'an error'), part(1, ''), part(1, 'second')]);
  let shown = '';
  const take = stdoutOf((bytes) => {
    shown += bytes;
  });
  for (let at = 0; at < whole.length; at += size) take(whole.subarray(at, at + size));
  expect(shown).toBe('first second');
});

test('bare text is refused', () => {
  const take = stdoutOf(() => undefined);
  expect(() => take(Buffer.from('OCI runtime exec failed'))).toThrow(RangeError);
});
