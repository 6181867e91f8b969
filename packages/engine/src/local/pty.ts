// A login shell on a PTY of its own: Docker exec with Tty, hijacked.
import { setTimeout as sleep } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { EngineError } from '../errors.ts';
import { type Pty, type PtySize, ptySizeSchema } from '../instances.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';
import { killExec } from './exec.ts';

// Docker gives a new PTY the size 0×0 and refuses to resize it before it runs (API < 1.42), so the size is set inside.
const startShell =
  'stty cols "$1" rows "$2" 2>/dev/null; cd; if [ -x /bin/bash ]; then exec /bin/bash -l; fi; exec /bin/sh -l';

/** Long enough for a shell to write its history. */
const hangUpGraceMs = 2_000;
const hangUpLookMs = 50;

export async function openPty(client: Docker, instanceId: string, asked: PtySize): Promise<Pty> {
  const parsed = ptySizeSchema.safeParse(asked);
  if (!parsed.success) throw new EngineError('invalid', `bad terminal size: ${parsed.error.issues[0]?.message}`);
  const { cols, rows } = parsed.data;
  const exec = await docker(
    'prepare the shell',
    client.getContainer(instanceId).exec({
      Cmd: ['/bin/sh', '-c', startShell, 'sh', String(cols), String(rows)],
      Env: ['TERM=xterm-256color', 'COLORTERM=truecolor', 'LANG=C.UTF-8'],
      Tty: true,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    }),
  );
  const stream = await docker('start the shell', exec.start({ hijack: true, stdin: true, Tty: true }));
  const exited = new Promise<number>((resolve) => {
    stream.once('error', () => undefined);
    stream.once('close', () => {
      exec.inspect().then(
        ({ ExitCode }) => resolve(ExitCode ?? -1),
        () => resolve(-1),
      );
    });
  });
  // A hijacked socket that Docker has ended stays half open until our side ends too.
  stream.once('end', () => stream.destroy());
  return {
    stream,
    exited,
    resize: async ({ cols: w, rows: h }) => void (await docker('resize the terminal', exec.resize({ w, h }))),
    close: async () => {
      // Destroying the stream alone would leave the shell running where nobody can reach it.
      await hangUpShell(exec).catch(() => undefined);
      stream.destroy();
    },
  };
}

/** One that does not mind, or has missed it as it had only just begun, is killed: nobody can reach it any more. */
export async function hangUpShell(exec: Dockerode.Exec): Promise<void> {
  await killExec(exec, 'SIGHUP');
  for (let waitedMs = 0; waitedMs < hangUpGraceMs; waitedMs += hangUpLookMs) {
    await sleep(hangUpLookMs);
    if (!(await dockerIfFound('inspect the shell', exec.inspect()))?.Running) return;
  }
  await killExec(exec);
}
