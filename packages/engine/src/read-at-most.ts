import type { EngineError } from './errors.ts';

/** All that a stream says, as text. @throws what `tooLong` makes, once that is more than `maxBytes` */
export async function readAtMost(
  stream: AsyncIterable<Buffer>,
  maxBytes: number,
  tooLong: () => EngineError,
): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
