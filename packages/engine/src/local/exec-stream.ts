// A command in an instance with a pipe each way, for as long as both sides like.
import type { Duplex } from 'node:stream';
import { type Docker, docker } from './docker.ts';

export type ExecStream = {
  /** Writing goes to the command's stdin; reading is Docker's multiplexed output: see `stdoutOf`. */
  readonly stream: Duplex;
  /** The command's exit code; undefined while it runs, and when it is unknown. */
  exitCode(): Promise<number | undefined>;
};

/** @throws EngineError `not-found`, `conflict` (not running), `unavailable` (the daemon is away) */
export async function openExecStream(
  client: Docker,
  instanceId: string,
  command: string[],
  env: string[],
): Promise<ExecStream> {
  const exec = await docker(
    'prepare the command',
    client
      .getContainer(instanceId)
      .exec({ Cmd: command, Env: env, AttachStdin: true, AttachStdout: true, AttachStderr: true }),
  );
  const stream = await docker('start the command', exec.start({ hijack: true, stdin: true }));
  // A hijacked socket that Docker has ended stays half open until our side ends too.
  stream.once('end', () => stream.destroy());
  return {
    stream,
    exitCode: async () => {
      const { Running, ExitCode } = await docker('inspect the command', exec.inspect());
      return Running ? undefined : (ExitCode ?? undefined);
    },
  };
}

const headerBytes = 8;
const stdoutStream = 1;

/**
 * Takes Docker's multiplexed stream apart as it comes, and passes on what is stdout.
 * Source: https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 * @throws RangeError when it isn't such a stream: Docker writes a start that failed into it as bare text
 */
export function stdoutOf(onStdout: (bytes: Buffer) => void): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let source = 0;
  let left = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (left === 0) {
        const missing = headerBytes - header.length;
        header = Buffer.concat([header, chunk.subarray(at, at + missing)]);
        at += missing;
        if (header.length < headerBytes) return;
        source = header.readUInt8(0);
        if (source > 2) throw new RangeError('not a multiplexed stream');
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
        continue;
      }
      const part = chunk.subarray(at, at + left);
      at += part.length;
      left -= part.length;
      if (source === stdoutStream) onStdout(part);
    }
  };
}
