// The rule of group C: whatever one student takes, another one's echoes stay quick, and the kernel kills nothing
// outside the session that takes it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AbuseCase, type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Inside } from '../inside.ts';

const slowestRatio = 2;

/** A case during which a neighbour types. */
export function beside(
  id: string,
  tried: string,
  expected: string,
  run: (ground: Ground) => Promise<Outcome>,
): AbuseCase {
  return { id, tried, expected, run: (ground) => withNeighbour(ground, () => run(ground)) };
}

async function withNeighbour(ground: Ground, run: () => Promise<Outcome>): Promise<Outcome> {
  const probe = await ground.echo();
  const attackers = [ground.attacker, ground.neighbour, ground.online];
  const before = [await killsOfMachine(), await killsIn(attackers)];
  const { outcome, echo } = await probe.during(run);
  if ('notRun' in outcome) return outcome;
  const [machine, own] = [await killsOfMachine(), await killsIn(attackers)];
  const elsewhere = machine - (before[0] ?? 0) - (own - (before[1] ?? 0));
  const ratio = echo.p99Ms / echo.quietP99Ms;
  const times = `echo p99 ${echo.p99Ms.toFixed(1)} ms, ${ratio.toFixed(1)}x of ${echo.quietP99Ms.toFixed(1)} (${echo.keys} keys)`;
  return together({
    own: outcome,
    neighbour: {
      ok: ratio < slowestRatio && echo.lost === 0,
      seen: `${times}${echo.lost > 0 ? `, ${echo.lost} lost` : ''}`,
    },
    'OOM kills elsewhere': { ok: elsewhere <= 0, seen: `${Math.max(0, elsewhere)}` },
  });
}

/** All that the kernel has killed for want of memory since it was started. */
async function killsOfMachine(): Promise<number> {
  return Number(/^oom_kill (\d+)$/m.exec(await readFile('/proc/vmstat', 'utf8'))?.[1] ?? 0);
}

async function killsIn(machines: readonly Inside[]): Promise<number> {
  const counts = await Promise.all(machines.map(async (machine) => killsBelow(await cgroupOf(machine, 'memory'))));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** v1 counts in each group by itself; v2 counts what is below, too. */
async function killsBelow(directory: string): Promise<number> {
  const unified = await readFile(path.join(directory, 'memory.events'), 'utf8').catch(() => undefined);
  if (unified !== undefined) return Number(/^oom_kill (\d+)$/m.exec(unified)?.[1] ?? 0);
  const own = await readFile(path.join(directory, 'memory.oom_control'), 'utf8').catch(() => '');
  const children = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = children
    .filter((entry) => entry.isDirectory())
    .map((entry) => killsBelow(path.join(directory, entry.name)));
  const counts = await Promise.all(below);
  return Number(/^oom_kill (\d+)$/m.exec(own)?.[1] ?? 0) + counts.reduce((sum, count) => sum + count, 0);
}

/** The directory of the instance's group, on the machine; of the controller where the machine has v1. */
export async function cgroupOf(machine: Inside, controller: string): Promise<string> {
  const groups = await readFile(`/proc/${await machine.inspect('{{.State.Pid}}')}/cgroup`, 'utf8');
  const lines = groups
    .trim()
    .split('\n')
    .map((line) => line.split(':'));
  const found = lines.find(([, names]) => names?.split(',').includes(controller));
  if (found) return path.join('/sys/fs/cgroup', controller, found[2] ?? '');
  return path.join('/sys/fs/cgroup', (lines.find(([, names]) => names === '') ?? [])[2] ?? '');
}
