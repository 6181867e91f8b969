// Processes, memory, processor time, namespaces.
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '../../machine/settle.ts';
import { type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import { finish, type Inside } from '../inside.ts';
import { cgroupOf } from './beside.ts';

export const exhaust = path.join(import.meta.dirname, 'exhaust.py');
const killed = -9;

type Taken = { count: number; stopped: string };

/** A command of exhaust.py in the instance. Afterwards the instance takes commands again. */
export async function take<T>(machine: Inside, ...args: string[]): Promise<T> {
  try {
    return await machine.program<T>('instance', exhaust, ...args);
  } finally {
    await eventually('the machine is itself again', async () => (await machine.run('true')).code === 0, 60_000);
  }
}

export async function forkBomb({ attacker }: Ground): Promise<Outcome> {
  const { count, stopped } = await take<Taken>(attacker, 'forks', '8');
  const limit = Number(await attacker.inspect('{{.HostConfig.PidsLimit}}'));
  return {
    ok: stopped === 'EAGAIN' && count <= limit && count > limit / 2,
    seen: `${stopped} at ${count} of ${limit}`,
  };
}

export async function memoryHog({ attacker }: Ground): Promise<Outcome> {
  const limitMib = Number(await attacker.inspect('{{.HostConfig.Memory}}')) / 2 ** 20;
  const { code, said } = await take<{ code: number; said: string }>(attacker, 'memory', String(limitMib * 2), '8');
  const alive = (await attacker.run('docker ps')).code === 0;
  const seen = `killed (${code}) at ${said} of ${limitMib} MiB; its Docker ${alive ? 'runs' : 'is gone'}`;
  return { ok: code === killed && Number(said) <= limitMib && alive, seen };
}

export async function sharedMemory({ attacker }: Ground): Promise<Outcome> {
  const limitMib = Number(await attacker.inspect('{{.HostConfig.Memory}}')) / 2 ** 20;
  const { code, said } = await take<{ code: number; said: string }>(attacker, 'tmpfs', String(limitMib * 2));
  const [shm] = await take<{ mib: number; stopped: string }[]>(attacker, 'fill', '/dev/shm');
  return together({
    tmpfs: { ok: code === killed && Number(said) <= limitMib, seen: `killed (${code}) at ${said} of ${limitMib} MiB` },
    '/dev/shm': { ok: shm?.stopped === 'ENOSPC' && shm.mib <= 64, seen: `${shm?.stopped} at ${shm?.mib} MiB` },
  });
}

export const cores = (ground: Ground) => burn(ground);
/** Whatever interrupts others so: who types does, too. */
export const coresInShortTurns = (ground: Ground) => burn(ground, 'shortest');

/** Seconds of processor time in so many seconds, by the machine's own count. */
async function burn({ attacker }: Ground, ...turns: 'shortest'[]): Promise<Outcome> {
  const share = await attacker.inspect('{{.HostConfig.CpuQuota}} {{.HostConfig.CpuPeriod}}');
  const [quota = 0, period = 1] = share.split(' ').map(Number);
  const limit = quota / period;
  const atRest = await processorsAtRest(attacker);
  const [before, startedAt] = [await processorSeconds(attacker), performance.now()];
  const { refused } = await take<{ refused: 0 | string }>(attacker, 'burn', '12', ...turns);
  const used = ((await processorSeconds(attacker)) - before) / ((performance.now() - startedAt) / 1000);
  const there = os.cpus().length;
  const seen = `${used.toFixed(2)} of ${limit} cores${refused ? `; refused: ${refused}` : ''}`;
  return together({
    burnt: { ok: used <= limit * 1.05 && used > limit / 3, seen },
    control: { ok: atRest === there, seen: `at rest it may run on ${atRest} of ${there} processors` },
  });
}

/** How many it may run on, once it rests: at most as many as the machine has, and that is what should be seen. */
async function processorsAtRest(machine: Inside): Promise<number> {
  let count = 0;
  const isWhole = async () => {
    count = Number((await machine.run('nproc')).output);
    return count === os.cpus().length;
  };
  await eventually('it may run everywhere', isWhole, 10_000).catch(() => undefined);
  return count;
}

async function processorSeconds(machine: Inside): Promise<number> {
  const directory = await cgroupOf(machine, 'cpuacct');
  const old = await readFile(path.join(directory, 'cpuacct.usage'), 'utf8').catch(() => undefined);
  if (old !== undefined) return Number(old) / 1e9;
  return Number(/^usage_usec (\d+)$/m.exec(await readFile(path.join(directory, 'cpu.stat'), 'utf8'))?.[1]) / 1e6;
}

/** A third of all that a machine with cgroup v1 has. */
const groupsTried = 20_000;

/** Groups in a machine of its own, which the worker may have to end. */
export async function namespaces({ attacker, open, end }: Ground): Promise<Outcome> {
  const { net, user, depth } = await take<Record<'net' | 'user' | 'depth', number>>(attacker, 'namespaces');
  const crowd = await open('tiny');
  const { code, output } = await finish(crowd.startProgram('instance', exhaust, 'groups', String(groupsTried)));
  const lines = output.trim().split('\n');
  const made = Number(lines.findLast((line) => /^\d+$/.test(line)) ?? 0);
  const ended = (await crowd.run('true')).code !== 0;
  const later = await open('tiny');
  const others = (await later.run('true')).code === 0;
  await Promise.all([crowd, later].map((machine) => end(machine)));
  const how = ended ? 'the instance was ended' : `then ${code === 0 ? lines.at(-1) : 'failed'}`;
  return together({
    namespaces: {
      ok: net > 10 && net <= 128 && user <= 64 && depth <= 64,
      seen: `net ${net}/128, user ${user}/64, ${depth} deep`,
    },
    groups: {
      ok: made < groupsTried && others,
      seen: `${made} made, ${how}; control: another instance ${others ? 'starts' : 'does not start'}`,
    },
  });
}
