// One connection to a keeper: a socket of the instance. Docker only starts keepers; no terminal's byte passes through it.
import { finished } from 'node:stream/promises';
import { EngineError } from '@marina/engine/errors';
import type { Docker } from '@marina/engine/local/docker';
import { connectInside } from '@marina/engine/local/instance-socket';
import { fromFrame, type KeeperFrame, keeperFrames } from './keeper-frames.ts';
import type { ShellStart } from './shell.ts';

const keepersDirectory = ['run', 'marina', 'terminals'];
const helloTimeoutMs = 10_000;

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

/**
 * Reaches the keeper under this name; its output goes on from an offset. Undefined when there is none, or it has broken.
 * @throws EngineError `unavailable`: dockerd, which knows where the instance is, does not answer
 */
export async function linkKeeper(
  client: Docker,
  instanceId: string,
  name: string,
  from: number,
): Promise<KeeperLink | undefined> {
  const socket = await connectInside(client, instanceId, [...keepersDirectory, name]).catch((error: unknown) => {
    if (error instanceof EngineError && ['not-found', 'conflict'].includes(error.code)) return undefined;
    throw error;
  });
  if (!socket) return undefined;
  socket.on('error', () => undefined);
  // Not its event: whoever listens in there may have hung up before anybody waits for that.
  const closed = finished(socket).catch(() => undefined);
  const early: KeeperFrame[] = [];
  let onFrame: (frame: KeeperFrame) => void = (frame) => early.push(frame);
  const start = new Promise<ShellStart>((resolve) => {
    const take = keeperFrames((frame) => (frame.type === 'hello' ? resolve(frame.start) : onFrame(frame)));
    socket.on('data', (chunk: Buffer) => {
      try {
        take(chunk);
      } catch {
        // An instance can say anything: its own shell is what it loses.
        socket.destroy();
      }
    });
  });
  socket.write(fromFrame(from));
  const timer = setTimeout(() => socket.destroy(), helloTimeoutMs);
  const hello = await Promise.race([start, closed]);
  clearTimeout(timer);
  if (!hello) return undefined;
  socket.pause();
  return {
    start: hello,
    closed,
    begin: (given) => {
      onFrame = given;
      for (const frame of early.splice(0)) given(frame);
      socket.resume();
    },
    write: (frame) => socket.write(frame),
    onWritable: (writable) => void socket.on('drain', writable),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => void socket.destroy(),
  };
}
