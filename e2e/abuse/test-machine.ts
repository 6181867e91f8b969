// A machine for the suite: a network namespace in which Marina is started, and behind it another one that is the whole
// world. Everything that an instance must not reach is really there, and really reachable from the machine.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { endsWithUs } from './ends-with-us.ts';
import { machineAddress, resolverAddress, worldAddresses } from './world.ts';

const run = promisify(execFile);

const mark = 'MARINA_ABUSE_MACHINE';
const machine = `marina-abuse-${process.pid}`;
/** The world's namespace; the process inside is told its name. */
const worldOf = (machineName: string) => `${machineName}-world`;

// A resolver of the world's, for this process and Marina only: in a mount namespace of their own.
const enter = 'mount --bind "$1" /etc/resolv.conf; shift; exec "$@"';

/** The name of the test machine in which this process is, if it is. */
export function testMachine(): string | undefined {
  return inherited()[mark];
}

/** The namespace of the world, for the process in the test machine. */
export function worldNetns(): string {
  return worldOf(testMachine() ?? '');
}

/** Where the labs of the suite in that test machine are. */
export function labsOf(machineName = 'marina-abuse'): string {
  return `/var/tmp/${machineName}-labs`;
}

/** Runs this program again, inside; resolves with its exit code. */
export async function enterTestMachine(): Promise<number> {
  await removeDeadMachines();
  await connectWorld();
  const directory = await mkdtemp(path.join(tmpdir(), 'marina-abuse-'));
  const resolver = path.join(directory, 'resolv.conf');
  await writeFile(resolver, `nameserver ${resolverAddress}\n`);
  const command = [process.execPath, ...process.argv.slice(1)];
  const [program, ...options] = endsWithUs;
  const child = spawn(
    program,
    [
      ...options,
      'nsenter',
      `--net=/run/netns/${machine}`,
      '--',
      'unshare',
      '--mount',
      'sh',
      '-euc',
      enter,
      'sh',
      resolver,
      ...command,
    ],
    { stdio: 'inherit', env: { ...inherited(), [mark]: machine } },
  );
  // It stops Marina before it ends, and we have to be there to remove the rest.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name));
  const [status, signal] = await once(child, 'exit');
  await rm(directory, { recursive: true });
  if (signal) console.error(`The suite was ended by ${signal}.`);
  return status ?? 1;
}

export async function removeTestMachine(name = machine): Promise<void> {
  for (const netns of [worldOf(name), name]) await run('ip', ['netns', 'delete', netns]).catch(() => undefined);
  await rm(labsOf(name), { recursive: true, force: true });
}

/** Of runs that were killed: their processes ended with them, their namespaces did not. */
async function removeDeadMachines(): Promise<void> {
  for (const name of await readdir('/run/netns').catch(() => [])) {
    const pid = /^marina-abuse-(\d+)$/.exec(name)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) await removeTestMachine(name);
  }
}

async function connectWorld(): Promise<void> {
  const world = worldOf(machine);
  const ip = (netns: string, ...args: string[]) => run('ip', ['-netns', netns, ...args]);
  for (const name of [machine, world]) {
    await run('ip', ['netns', 'add', name]);
    await ip(name, 'link', 'set', 'lo', 'up');
  }
  await ip(machine, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', world);
  await ip(machine, 'address', 'add', `${machineAddress}/24`, 'dev', 'eth0');
  await ip(world, 'address', 'add', `${gateway(machineAddress)}/24`, 'dev', 'eth0');
  for (const name of [machine, world]) await ip(name, 'link', 'set', 'eth0', 'up');
  await ip(machine, 'route', 'add', 'default', 'via', gateway(machineAddress));
  for (const address of worldAddresses) await ip(world, 'route', 'add', 'local', `${address}/32`, 'dev', 'lo');
}

function gateway(address: string): string {
  return address.replace(/\d+$/, '1');
}

function inherited(): NodeJS.ProcessEnv {
  return process.env;
}
