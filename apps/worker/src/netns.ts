// The worker's own network namespace: its Docker, bridges and firewall never meet the machine's.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { WorkerEnv } from './env.ts';

const run = promisify(execFile);

/** Address on which the worker's registry listens; instances reach it through their gateway. */
export const serviceAddress = '100.127.0.1';

/**
 * Makes the namespace where it is missing and replaces this process by itself inside it. Does not return.
 * `nsenter`, not `ip netns exec`: the latter mounts a new /sys, in which the machine's cgroups are gone.
 */
export async function enterNetns({ name: workerName, token, inherited }: WorkerEnv): Promise<never> {
  const name = netnsName(workerName);
  if (!existsSync(netnsFile(name))) await run('ip', ['netns', 'add', name]);
  await ensureServiceAddress(name);
  const argv = [
    'nsenter',
    `--net=${netnsFile(name)}`,
    '--',
    process.execPath,
    ...process.execArgv,
    ...process.argv.slice(1),
  ];
  if (!process.execve) throw new Error('The worker needs Node 24 or newer.');
  return process.execve(await findNsenter(), argv, {
    NODE_ENV: 'production',
    ...inherited,
    MARINA_WORKER_TOKEN: token,
    MARINA_INSIDE_NETNS: '1',
  });
}

/** The namespace itself ends with its last process. */
export async function removeNetns(workerName: string): Promise<void> {
  const name = netnsName(workerName);
  if (existsSync(netnsFile(name))) await run('ip', ['netns', 'delete', name]);
}

export function netnsName(workerName: string): string {
  return `marina-${workerName}`;
}

function netnsFile(name: string): string {
  return `/run/netns/${name}`;
}

async function ensureServiceAddress(name: string): Promise<void> {
  const inNetns = (...args: string[]) => run('ip', ['-netns', name, ...args]);
  await inNetns('link', 'set', 'lo', 'up');
  // There is no way out: say so at once (EHOSTUNREACH) instead of letting a student's `curl` wait.
  await inNetns('route', 'replace', 'unreachable', 'default');
  const { stdout } = await inNetns('-brief', 'address', 'show', 'dev', 'lo');
  if (!stdout.includes(serviceAddress)) await inNetns('address', 'add', `${serviceAddress}/32`, 'dev', 'lo');
}

async function findNsenter(): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'command -v nsenter']);
  return stdout.trim();
}
