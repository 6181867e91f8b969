// What a command in an instance says, as a stream that waits for its reader: an instance may say more than fits here.
import { Readable } from 'node:stream';
import { EngineError } from '../errors.ts';
import { type Docker, docker } from './docker.ts';
import { killExec } from './exec.ts';

/** Docker puts so many bytes before each part: the stream's number, and the part's length. */
const headerBytes = 8;

/**
 * The command's standard output; fails with EngineError `invalid` when it is longer than `mostBytes`, and with `timeout`
 * when it has not ended in time. The command ends with the stream. How it ended is not told.
 */
export async function readExec(
  client: Docker,
  instanceId: string,
  { command, mostBytes, timeoutMs }: { command: string[]; mostBytes: number; timeoutMs: number },
): Promise<Readable> {
  const asked = { Cmd: command, AttachStdout: true };
  const exec = await docker('prepare the command', client.getContainer(instanceId).exec(asked));
  const stream = await docker('start the command', exec.start({ hijack: true, stdin: false }));
  const late = new EngineError('timeout', `the command took longer than ${timeoutMs} ms`);
  const timer = setTimeout(() => stream.destroy(late), timeoutMs);
  const output = Readable.from(limited(withoutHeaders(stream), mostBytes), { objectMode: false });
  output.once('close', () => {
    clearTimeout(timer);
    stream.destroy();
    void killExec(exec).catch(() => undefined);
  });
  return output;
}

async function* limited(chunks: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > mostBytes) throw new EngineError('invalid', `more than ${mostBytes} bytes`);
    yield chunk;
  }
}

export async function* withoutHeaders(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let header = Buffer.alloc(0);
  let left = 0;
  for await (const chunk of stream) {
    let rest = chunk;
    while (rest.length > 0) {
      if (left > 0) {
        const part = rest.subarray(0, left);
        left -= part.length;
        rest = rest.subarray(part.length);
        yield part;
      } else {
        const missing = headerBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (header.length < headerBytes) continue;
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
      }
    }
  }
}
