// A shell without a process: echoes what is typed, runs the fake commands, knows `exit N` and `stty size`.
import { Duplex } from 'node:stream';
import type { Pty, PtySize } from '../instances.ts';
import { type FakeFiles, runFakeCommand } from './shell.ts';

const prompt = '$ ';

export function createFakePty(files: FakeFiles, initialSize: PtySize): Pty {
  let size = initialSize;
  let line = '';
  const ended = Promise.withResolvers<number>();
  const stop = new AbortController();
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      void type(chunk.toString('utf8')).then(() => done(), done);
    },
    final: (done) => done(),
    destroy: (error, done) => {
      stop.abort();
      ended.resolve(-1);
      done(error);
    },
  });

  async function type(text: string): Promise<void> {
    for (const key of text) {
      if (key !== '\r' && key !== '\n') {
        line += key;
        stream.push(key);
        continue;
      }
      stream.push('\r\n');
      await run(line.trim());
      line = '';
    }
  }

  async function run(command: string): Promise<void> {
    const [program, argument] = command.split(/\s+/);
    if (program === 'exit') return exit(Number(argument ?? 0));
    if (command === 'stty size') stream.push(`${size.rows} ${size.cols}\r\n`);
    else if (program) {
      const { stdout, stderr } = await runFakeCommand(command.split(/\s+/), files, stop.signal);
      stream.push((stdout + stderr).replaceAll('\n', '\r\n'));
    }
    stream.push(prompt);
  }

  function exit(code: number): void {
    ended.resolve(code);
    stream.push(null);
  }

  stream.push(prompt);
  return {
    stream,
    exited: ended.promise,
    resize: async (asked) => {
      size = asked;
    },
    close: async () => void stream.destroy(),
  };
}
