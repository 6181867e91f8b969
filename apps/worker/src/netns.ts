// The worker's own network namespace: its Docker, bridges and firewall never meet the machine's.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { connectionTableSettings } from '@marina/engine/local/connection-table';
import { ensureUplink, removeUplink, uplinkDevice, uplinkOf } from './egress/uplink.ts';
import type { WorkerEnv } from './env.ts';

const run = promisify(execFile);

/** Address on which the worker's registry and name server listen; instances reach it through their gateway. */
export const serviceAddress = '100.127.0.1';
/** Name servers that only the firewall leads to: see name-server.ts. */
export const nameServers = { mirror: '100.127.0.2', internet: '100.127.0.3' } as const;
/** Mirrors with a name get their addresses here: see egress/mirrors.ts. */
const mirrorNetwork = '100.127.1.0/24';

/**
 * Makes the namespace where it is missing and replaces this process by itself inside it. Does not return.
 * `nsenter`, not `ip netns exec`: the latter mounts a new /sys, in which the machine's cgroups are gone.
 */
export async function enterNetns(env: WorkerEnv): Promise<never> {
  const name = netnsName(env.name);
  if (!existsSync(netnsFile(name))) await run('ip', ['netns', 'add', name]);
  await keepMachineNetns(env);
  await prepareNetns(netnsFile(name), env);
  if (env.egress === 'internet') await ensureUplink(env.name, netnsFile(name), machineNetns(env));
  else await removeUplink(env.name, machineNetns(env));
  await setDefaultRoute(netnsFile(name), env);
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
    ...env.inherited,
    MARINA_WORKER_TOKEN: env.token,
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

/** A file that stands for the namespace in which the agent was started; a mount, gone when the agent stops. */
export function machineNetns({ run: directory }: Pick<WorkerEnv, 'run'>): string {
  return path.join(directory, 'machine-netns');
}

function netnsFile(name: string): string {
  return `/run/netns/${name}`;
}

async function keepMachineNetns(env: WorkerEnv): Promise<void> {
  const file = machineNetns(env);
  await mkdir(env.run, { recursive: true });
  // The one of an agent that was killed may be of another namespace.
  await run('umount', [file]).catch(() => undefined);
  await writeFile(file, '');
  await run('mount', ['--bind', '/proc/self/ns/net', file]);
}

/** Addresses and kernel settings of a worker's namespace; also the suites' that run a Docker Engine. */
export async function prepareNetns(netns: string, { mirrors }: Pick<WorkerEnv, 'mirrors'>): Promise<void> {
  const inside = (...command: string[]) => run('nsenter', [`--net=${netns}`, '--', ...command]);
  await inside('ip', 'link', 'set', 'lo', 'up');
  const tables = Object.entries(connectionTableSettings()).map(([name, value]) => `${name}=${value}`);
  await inside('sysctl', '--quiet', '--write', ...kernelSettings, ...tables);
  for (const address of [serviceAddress, ...Object.values(nameServers)]) {
    await inside('ip', 'address', 'replace', `${address}/32`, 'dev', 'lo');
  }
  // All of these are the worker's own addresses: the agent listens on some of them.
  const literals = mirrors.flatMap(({ name, address }) => (name ? [] : [`${address}/32`]));
  for (const network of new Set([mirrorNetwork, ...literals])) {
    await inside('ip', 'route', 'replace', 'local', network, 'dev', 'lo');
  }
}

const kernelSettings = [
  // Instances have no IPv6 beyond their session, so the worker has none that could be talked to.
  'net.ipv6.conf.all.disable_ipv6=1',
  'net.ipv6.conf.default.disable_ipv6=1',
  'net.ipv6.conf.lo.disable_ipv6=1',
  // A session learns of no address of another session's bridge.
  'net.ipv4.conf.all.arp_ignore=1',
  'net.ipv4.conf.all.accept_redirects=0',
  'net.ipv4.conf.default.accept_redirects=0',
  'net.ipv4.conf.all.send_redirects=0',
  'net.ipv4.conf.default.send_redirects=0',
];

/** Without a way out it is said at once (EHOSTUNREACH), instead of letting a student's `curl` wait. */
async function setDefaultRoute(netns: string, { name, egress }: WorkerEnv): Promise<void> {
  const inside = (...args: string[]) => run('nsenter', [`--net=${netns}`, '--', 'ip', 'route', ...args]);
  if (egress !== 'internet') {
    await inside('replace', 'unreachable', 'default');
    return;
  }
  await inside('del', 'unreachable', 'default').catch(() => undefined);
  await inside('replace', 'default', 'via', uplinkOf(name).machineAddress, 'dev', uplinkDevice);
}

async function findNsenter(): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'command -v nsenter']);
  return stdout.trim();
}
