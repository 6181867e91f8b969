// A daemon that outlives the agent: started detached, found again by its pid file, ended by its pid.
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../log.ts';
import type { AsOthers } from '../processors/as-others.ts';

export type DaemonSpec = {
  name: string;
  command: [string, ...string[]];
  pidFile: string;
  logFile: string;
  env: Record<string, string | undefined>;
  /** Runs before each start. */
  prepare?: () => Promise<void>;
  /** Runs after it was stopped for good. */
  afterStop?: () => Promise<void>;
  /** Whether it answers. */
  probe: () => Promise<boolean>;
  readyTimeoutMs: number;
  stopTimeoutMs: number;
};

const watchIntervalMs = 1_000;

export type KeptDaemon = {
  /** Resolves when it runs and answers, even if it has just died. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Makes the daemon run and answer, adopting one that an earlier agent left, and starts it again when it dies. When it
 * does not come to answer, none is left running.
 */
export async function keepDaemon(spec: DaemonSpec, asOthers: AsOthers): Promise<KeptDaemon> {
  const stopping = new AbortController();
  let last: Promise<void> = Promise.resolve();
  // One at a time: two that find it dead must not both start it.
  const revive = () => {
    last = last.catch(() => undefined).then(() => ensureRunning(spec, asOthers));
    return last;
  };
  try {
    await revive();
  } catch (error) {
    await stopDaemon(spec);
    throw error;
  }
  const watching = watch(spec, revive, stopping.signal);
  return {
    revive,
    stop: async () => {
      stopping.abort();
      await watching;
      await stopDaemon(spec);
      await spec.afterStop?.();
    },
  };
}

async function watch(spec: DaemonSpec, revive: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(watchIntervalMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted || (await findPid(spec)) !== undefined) continue;
    log('daemon died', { daemon: spec.name });
    await revive().catch((error: unknown) => log('daemon does not start', { daemon: spec.name, error: String(error) }));
  }
}

async function ensureRunning(spec: DaemonSpec, asOthers: AsOthers): Promise<void> {
  const adopted = await findPid(spec);
  if (adopted === undefined) await start(spec, asOthers);
  log(adopted === undefined ? 'daemon started' : 'daemon adopted', { daemon: spec.name });
  const deadline = performance.now() + spec.readyTimeoutMs;
  while (!(await spec.probe())) {
    if ((await findPid(spec)) === undefined) throw new Error(`${spec.name} ended at once; its log is ${spec.logFile}`);
    if (performance.now() > deadline) throw new Error(`${spec.name} does not answer; its log is ${spec.logFile}`);
    await sleep(50);
  }
}

async function start(spec: DaemonSpec, asOthers: AsOthers): Promise<void> {
  await Promise.all([spec.pidFile, spec.logFile].map((file) => mkdir(path.dirname(file), { recursive: true })));
  await spec.prepare?.();
  const output = openSync(spec.logFile, 'w');
  const { program, args } = asOthers(spec.command);
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { NODE_ENV: 'production', ...spec.env },
  });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  await writeFile(spec.pidFile, `${child.pid}`);
}

async function stopDaemon(spec: DaemonSpec): Promise<void> {
  const pid = await findPid(spec);
  if (pid !== undefined) {
    process.kill(pid, 'SIGTERM');
    const deadline = performance.now() + spec.stopTimeoutMs;
    while ((await findPid(spec)) === pid) {
      if (performance.now() > deadline) process.kill(pid, 'SIGKILL');
      await sleep(20);
    }
  }
  await rm(spec.pidFile, { force: true });
}

/** The daemon's pid, if the pid in its file is alive and still runs this very command. */
async function findPid(spec: DaemonSpec): Promise<number | undefined> {
  if (!existsSync(spec.pidFile)) return undefined;
  const pid = Number(await readFile(spec.pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const commandLine = await readCommandLine(pid);
  return commandLine?.includes(spec.command.slice(1).join('\0')) ? pid : undefined;
}

const changeTimeoutMs = 1_000;

/** Undefined when the process has ended. */
async function readCommandLine(pid: number): Promise<string | undefined> {
  const deadline = performance.now() + changeTimeoutMs;
  for (;;) {
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
    // Empty for a zombie, and for a moment while `nice` becomes the daemon.
    if (commandLine !== '' || (await isZombie(pid)) || performance.now() > deadline) return commandLine;
    await sleep(1);
  }
}

async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return /^State:\tZ/m.test(status);
}
