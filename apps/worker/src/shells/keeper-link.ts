// One connection to a keeper: an exec in the instance that hands its pipes over to it.
import type { PtySize } from '@marina/engine/instances';
import type { Docker } from '@marina/engine/local/docker';
import { openExecStream, stdoutOf } from '@marina/engine/local/exec-stream';
import { type KeeperFrame, keeperFrames } from './keeper-frames.ts';
import type { ShellStart } from './shell.ts';

const keeperPath = '/usr/local/lib/marina/keeper';
const helloTimeoutMs = 10_000;
/** The keeper's own code for: there is no such shell. */
const goneCode = 3;
/** The shell's codes, and Docker's, for a program that can't be run or isn't there. */
const noKeeperCodes = [126, 127];

export type KeeperLink = {
  readonly start: ShellStart;
  /** Passes on what follows the hello. Called once. */
  begin(onFrame: (frame: KeeperFrame) => void): void;
  write(frame: Buffer): boolean;
  onWritable(writable: () => void): void;
  pause(): void;
  resume(): void;
  /** Resolves when nothing more will come. */
  readonly closed: Promise<void>;
  close(): void;
};

export type Refusal = 'gone' | 'no-keeper' | 'unknown';

/**
 * Reaches the shell under this name, and with a size makes it where it isn't there. Output goes on from offset `from`.
 * @throws EngineError `not-found`, `conflict` (not running), `unavailable`
 */
export async function linkKeeper(
  client: Docker,
  instanceId: string,
  name: string,
  { size, from }: { size: PtySize | undefined; from: number },
): Promise<KeeperLink | Refusal> {
  const command = [keeperPath, name, String(size?.cols ?? 0), String(size?.rows ?? 0), String(from)];
  const env = ['TERM=xterm-256color', 'COLORTERM=truecolor', 'LANG=C.UTF-8'];
  const { stream, exitCode } = await openExecStream(client, instanceId, command, env);
  const closed = new Promise<void>((resolve) => stream.once('close', resolve));
  stream.once('error', () => undefined);
  const early: KeeperFrame[] = [];
  let onFrame: (frame: KeeperFrame) => void = (frame) => early.push(frame);
  const start = new Promise<ShellStart>((resolve) => {
    const take = stdoutOf(
      keeperFrames((frame) => {
        if (frame.type === 'hello') resolve(frame.start);
        else onFrame(frame);
      }),
    );
    stream.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch {
        // An instance can say anything: its own shell is what it loses.
        stream.destroy();
      }
    });
  });
  const timer = setTimeout(() => stream.destroy(), helloTimeoutMs);
  const hello = await Promise.race([start, closed]);
  clearTimeout(timer);
  if (!hello) return refusalOf(await exitCode());
  stream.pause();
  return {
    start: hello,
    closed,
    begin: (given) => {
      onFrame = given;
      for (const frame of early.splice(0)) given(frame);
      stream.resume();
    },
    write: (frame) => stream.write(frame),
    onWritable: (writable) => void stream.on('drain', writable),
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    close: () => void stream.destroy(),
  };
}

function refusalOf(code: number | undefined): Refusal {
  if (code === goneCode) return 'gone';
  return code !== undefined && noKeeperCodes.includes(code) ? 'no-keeper' : 'unknown';
}
