// Commands without a terminal: Docker exec, demultiplexed, bounded in time and output.
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { EngineError } from '../errors.ts';
import { type ExecRequest, type ExecResult, execRequestSchema } from '../instances.ts';
import { type Docker, docker } from './docker.ts';

export async function runExec(
  client: Docker,
  instanceId: string,
  asked: ExecRequest,
  input?: Readable,
): Promise<ExecResult> {
  const parsed = execRequestSchema.safeParse(asked);
  if (!parsed.success) throw new EngineError('invalid', `bad exec request: ${parsed.error.issues[0]?.message}`);
  const { command, env, timeoutMs, maxOutputBytes } = parsed.data;
  const exec = await docker(
    'prepare the command',
    client.getContainer(instanceId).exec({
      Cmd: command,
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      AttachStdin: input !== undefined,
      AttachStdout: true,
      AttachStderr: true,
    }),
  );
  const stream = await docker('start the command', exec.start({ hijack: true, stdin: input !== undefined }));
  const stdout = collect(maxOutputBytes);
  const stderr = collect(maxOutputBytes);
  client.modem.demuxStream(stream, stdout.sink, stderr.sink);
  // A command may end before it has read all its input; its exit code tells, not the broken pipe.
  if (input) void pipeline(input, stream, { end: true }).catch(() => stream.end());
  await endOf(stream, timeoutMs, () => killExec(exec));
  const { ExitCode } = await docker('inspect the command', exec.inspect());
  return { exitCode: ExitCode ?? -1, stdout: stdout.text(), stderr: stderr.text() };
}

function collect(maxBytes: number) {
  const chunks: Buffer[] = [];
  let kept = 0;
  const sink = new PassThrough();
  sink.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, maxBytes - kept);
    kept += part.length;
    if (part.length > 0) chunks.push(part);
  });
  return { sink, text: () => Buffer.concat(chunks).toString('utf8') };
}

function endOf(
  stream: NodeJS.ReadableStream & { destroy(): unknown },
  timeoutMs: number,
  kill: () => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      void kill().finally(() => stream.destroy());
      reject(new EngineError('timeout', `the command took longer than ${timeoutMs} ms`));
    }, timeoutMs);
    const settle = (error?: Error) => {
      clearTimeout(timer);
      if (error)
        reject(new EngineError('unavailable', `the command’s stream broke: ${error.message}`, { cause: error }));
      else resolve();
    };
    stream.once('end', () => settle());
    stream.once('close', () => settle());
    stream.once('error', settle);
  });
}

/** Docker has no call that kills an exec: its process is signalled by its pid on the machine. */
export async function killExec(exec: Dockerode.Exec, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const { Pid, Running } = await docker('inspect the command', exec.inspect());
  if (!Running || !Pid) return;
  try {
    process.kill(Pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
