// One Marina for a suite: started as an operator starts it, with its own name, home and port, and stopped without a
// trace. With MARINA_URL set, the one that runs there is used instead (MARINA_NAME and MARINA_HOME say which).
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allProcessors } from './machine/processors.ts';
import { eventually } from './machine/settle.ts';
import { listTraces } from './machine/traces.ts';

const repo = path.join(import.meta.dirname, '..');
const homes = '/var/lib/marina-e2e';
const readyTimeoutMs = 240_000;
const stopTimeoutMs = 110_000;

/** Where a Marina is; plain data, so that it can pass from a global set-up to the tests. */
export type MarinaPlace = { name: string; baseUrl: string; home: string; runDir: string };

export type Marina = MarinaPlace & {
  /** Ends what was started here; nothing for a Marina that ran already. */
  stop(): Promise<void>;
};

export type StartOptions = {
  name?: string;
  /** MARINA_* settings on top of this process's own. */
  env?: Record<string, string>;
  /** Uses the running Marina that MARINA_URL names; false for suites that need settings of their own. */
  mayReuse?: boolean;
  /** Gives up the start. */
  signal?: AbortSignal;
};

export async function startMarina(options: StartOptions = {}): Promise<Marina> {
  const { name = 'e2e', env = {}, mayReuse = false, signal } = options;
  const running = process.env.MARINA_URL;
  if (running && mayReuse) return { ...runningPlace(running), stop: async () => undefined };
  // A name and a home that no other run has: several may run at once, and what is removed later was made here.
  const ownName = `${name}-${process.pid}`;
  const home = await makeHome(ownName);
  const port = await freePort();
  const place = { name: ownName, home, runDir: `/run/marina/${ownName}`, baseUrl: `http://localhost:${port}` };
  const child = launch(place, port, env);
  let stopping: Promise<void> | undefined;
  // Once, whoever asks: a signal and the end of a suite may both do so.
  const stop = () => {
    stopping ??= end(child)
      .then(() => leavesNothing(place))
      .then(() => (process.env.MARINA_E2E_KEEP ? undefined : rm(home, { recursive: true, force: true })));
    return stopping;
  };
  try {
    await waitUntilReady(place, child, signal);
  } catch (error) {
    // Why it did not start is worth more than what it left behind, which comes of that.
    await stop().catch((leftover: unknown) => console.error(leftover));
    throw error;
  }
  return { ...place, stop };
}

/** One Marina for as long as `act` takes, also when that is cut short by Ctrl-C or a polite kill. */
export async function withMarina<T>(options: StartOptions, act: (marina: Marina) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  const marina = await startMarina({ ...options, signal });
  signal.addEventListener(
    'abort',
    () =>
      void marina
        .stop()
        .catch(console.error)
        .finally(() => process.exit(130)),
  );
  const outcome = await act(marina).catch(async (error: unknown) => {
    // What went wrong first matters more than a stop that then fails, too.
    await marina.stop().catch(console.error);
    throw error;
  });
  await marina.stop();
  return outcome;
}

export type Victim = 'manager' | 'agent' | 'dockerd' | 'containerd';

const pidFiles: Record<Victim, string> = {
  manager: 'processes/manager.json',
  agent: 'processes/worker.json',
  dockerd: 'worker/dockerd.agent.pid',
  containerd: 'worker/containerd.pid',
};

/** The process on record, while it runs. */
export function findPid({ runDir }: MarinaPlace, victim: Victim): number | undefined {
  const file = path.join(runDir, pidFiles[victim]);
  if (!existsSync(file)) return undefined;
  const content: unknown = JSON.parse(readFileSync(file, 'utf8').trim() || '0');
  const pid = typeof content === 'number' ? content : (content as { pid: number }).pid;
  return pid > 1 && existsSync(`/proc/${pid}/stat`) ? pid : undefined;
}

/** Whether the manager answers and a worker has joined it. */
export async function isReady({ baseUrl }: Pick<MarinaPlace, 'baseUrl'>): Promise<boolean> {
  try {
    const reply = await fetch(new URL('/healthz', baseUrl), { signal: AbortSignal.timeout(2000) });
    return reply.ok && ((await reply.json()) as { ready: boolean }).ready;
  } catch {
    return false;
  }
}

function runningPlace(url: string): MarinaPlace {
  const name = process.env.MARINA_NAME ?? 'marina';
  const home = process.env.MARINA_HOME ?? '/var/lib/marina';
  return { name, home, runDir: `/run/marina/${name}`, baseUrl: new URL(url).origin };
}

function launch({ name, home }: MarinaPlace, port: number, env: Record<string, string>): ChildProcess {
  const args = ['apps/cli/src/main.ts', 'up', '--name', name, '--home', home, '--port', String(port)];
  const command = ['taskset', '--cpu-list', allProcessors(), process.execPath, ...args];
  // A suite that is killed can't stop its Marina: the kernel asks it to stop then.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', ...command], {
    cwd: repo,
    env: { MARINA_IMAGE_STORE: '/var/lib/marina/images', ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const show = process.env.MARINA_E2E_VERBOSE ? (chunk: Buffer) => process.stderr.write(chunk) : () => undefined;
  child.stdout.on('data', show);
  child.stderr.on('data', show);
  return child;
}

async function waitUntilReady(place: MarinaPlace, child: ChildProcess, signal?: AbortSignal): Promise<void> {
  const said: Buffer[] = [];
  const listen = (chunk: Buffer) => void said.push(chunk);
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await isReady(place))) {
    signal?.throwIfAborted();
    const words = () => `\n${Buffer.concat(said).toString().trim()}`;
    if (hasEnded(child)) throw new Error(`Marina "${place.name}" did not start:${words()}`);
    if (Date.now() > deadline) throw new Error(`Marina "${place.name}" is not ready:${words()}`);
    await sleep(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timeout = sleep(stopTimeoutMs, 'late', { ref: false });
  if ((await Promise.race([ended, timeout])) === 'late') throw new Error(`Marina (pid ${child.pid}) does not stop`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function makeHome(name: string): Promise<string> {
  await mkdir(homes, { recursive: true, mode: 0o755 });
  const home = await mkdtemp(path.join(homes, `${name}-`));
  // Database and instances run as other users, who pass through.
  await chmod(home, 0o711);
  return home;
}

/** Before its home is removed: what is still mounted below may be in use, or somebody else's. */
async function leavesNothing(place: MarinaPlace): Promise<void> {
  const isClear = async () => (await listTraces(place)).length === 0;
  await eventually('Marina is gone', isClear, 5000).catch(async () => {
    throw new Error(`Marina left behind: ${(await listTraces(place)).join(', ')}`);
  });
}

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
