import { expect, it } from 'vitest';
import { withoutHeaders } from './exec-output.ts';

function framed(...parts: string[]): Buffer {
  return Buffer.concat(
    parts.map((part) => {
      const header = Buffer.alloc(8);
      header[0] = 1;
      header.writeUInt32BE(part.length, 4);
      return Buffer.concat([header, Buffer.from(part)]);
    }),
  );
}

it.each([1, 3, 8, 9, 1000])('what a command says is put together from pieces of %i bytes', async (size) => {
  const bytes = framed('ahoy', '', 'x'.repeat(300), 'end');
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );
  async function* stream() {
    yield* pieces;
  }
  let text = '';
  for await (const chunk of withoutHeaders(stream())) text += chunk.toString();
  expect(text).toBe(`ahoy${'x'.repeat(300)}end`);
});
