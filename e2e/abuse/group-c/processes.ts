// Processes, memory, processor time, namespaces.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../machine/settle.ts';
import { type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Inside } from '../inside.ts';
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

/** Seconds of processor time in so many seconds, by the machine's own count. */
export async function cores({ attacker }: Ground): Promise<Outcome> {
  const limit = Number(await attacker.inspect('{{.HostConfig.NanoCpus}}')) / 1e9;
  const [before, startedAt] = [await processorSeconds(attacker), performance.now()];
  await take(attacker, 'burn', '12');
  const used = ((await processorSeconds(attacker)) - before) / ((performance.now() - startedAt) / 1000);
  return { ok: used <= limit * 1.05 && used > limit / 3, seen: `${used.toFixed(2)} of ${limit} cores` };
}

async function processorSeconds(machine: Inside): Promise<number> {
  const directory = await cgroupOf(machine, 'cpuacct');
  const old = await readFile(path.join(directory, 'cpuacct.usage'), 'utf8').catch(() => undefined);
  if (old !== undefined) return Number(old) / 1e9;
  return Number(/^usage_usec (\d+)$/m.exec(await readFile(path.join(directory, 'cpu.stat'), 'utf8'))?.[1]) / 1e6;
}

const mostGroups = 3000;

export async function namespaces({ attacker }: Ground): Promise<Outcome> {
  const { net, user, depth } = await take<Record<'net' | 'user' | 'depth', number>>(attacker, 'namespaces');
  const groups = await take<Taken & { mib: number }>(attacker, 'groups', String(mostGroups));
  return together({
    namespaces: {
      ok: net > 10 && net <= 128 && user <= 64 && depth <= 64,
      seen: `net ${net}/128, user ${user}/64, ${depth} deep`,
    },
    groups: {
      ok: groups.count < mostGroups,
      seen: `${groups.count} made, then ${groups.stopped || 'given up'}, ${groups.mib} MiB of its memory`,
    },
  });
}
