// The rule of group C: whatever one student takes, another one's echoes stay quick, and the kernel kills nothing
// outside the session that takes it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AbuseCase, type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Inside } from '../inside.ts';
import type { EchoSample } from './echo-probe.ts';
import { foreignCores, readProcessorTimes } from './foreign-load.ts';

const slowestRatio = 2;
/** Some 1,000 keys, as in the quiet value: of fewer the 99th of a hundred would be chance. */
const shortestMs = 30_000;
/** A quarter of the smallest machine: more than that, and nobody can say whose work an echo waited for. */
const foreignCoresAllowed = 0.5;

/** A case during which a neighbour types. */
export function beside(
  id: string,
  tried: string,
  expected: string,
  run: (ground: Ground) => Promise<Outcome>,
): AbuseCase {
  return { id, tried, expected, run: (ground) => withNeighbour(ground, () => forLong(() => run(ground))) };
}

/** As `beside`, for what can be had once in a while only. */
export function besideOnce(...[id, tried, expected, run]: Parameters<typeof beside>): AbuseCase {
  return { id, tried, expected, run: (ground) => withNeighbour(ground, () => run(ground)) };
}

async function withNeighbour(ground: Ground, run: () => Promise<Outcome>): Promise<Outcome> {
  const probe = await ground.echo();
  const attackers = [ground.attacker, ground.neighbour, ground.online];
  const before = [await killsOfMachine(), await killsIn(attackers)];
  const [times, startedAt] = [await readProcessorTimes(), performance.now()];
  const { outcome, echo } = await probe.during(run);
  if ('notRun' in outcome) return outcome;
  const seconds = (performance.now() - startedAt) / 1000;
  const others = await foreignCores(ground.marina, times, await readProcessorTimes(), seconds);
  const [machine, own] = [await killsOfMachine(), await killsIn(attackers)];
  const elsewhere = machine - (before[0] ?? 0) - (own - (before[1] ?? 0));
  const neighbour = judge(echo);
  const all = together({
    own: outcome,
    neighbour,
    'OOM kills elsewhere': { ok: elsewhere <= 0, seen: `${Math.max(0, elsewhere)}` },
  });
  const isForeign = !neighbour.ok && outcome.ok && elsewhere <= 0 && others > foreignCoresAllowed;
  if (!isForeign) return all;
  const why = `other programs of this machine used ${others.toFixed(1)} cores meanwhile, so echoes tell nothing`;
  return { notRun: `${why} (${'seen' in all ? all.seen : ''})` };
}

/** Again and again, as somebody would who means it; the first outcome that is not as expected ends it. */
async function forLong(run: () => Promise<Outcome>): Promise<Outcome> {
  const until = performance.now() + shortestMs;
  for (;;) {
    const outcome = await run();
    if ('notRun' in outcome || !outcome.ok || performance.now() >= until) return outcome;
  }
}

function judge({ p99Ms, quietP99Ms, keys, lost }: EchoSample): { ok: boolean; seen: string } {
  const ratio = p99Ms / quietP99Ms;
  const times = `echo p99 ${p99Ms.toFixed(1)} ms, ${ratio.toFixed(1)}x of ${quietP99Ms.toFixed(1)} (${keys} keys)`;
  return { ok: ratio < slowestRatio && lost === 0, seen: lost > 0 ? `${times}, ${lost} lost` : times };
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
