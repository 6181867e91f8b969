// Processor time that neither this suite nor its Marina uses: what slows echoes then may be somebody else's work.
import { readdir, readFile } from 'node:fs/promises';
import { listPids } from '../../machine/processes.ts';
import type { MarinaPlace } from '../../marina-under-test.ts';

/** Of proc(5) /proc/PID/stat, by Linux's USER_HZ. */
const ticksPerSecond = 100;
const kernelThreads = 2;

export type ProcessorTimes = Map<number, { parent: number; seconds: number }>;

/** Seconds of all processes so far, those of their children that have ended included. Kernel threads are left out. */
export async function readProcessorTimes(): Promise<ProcessorTimes> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => readOne(pid).catch(() => undefined)));
  return new Map(found.flatMap((entry) => (entry && entry[1].parent !== kernelThreads ? [entry] : [])));
}

/** Cores that were used by others between two readings, on average. */
export async function foreignCores(
  marina: MarinaPlace,
  before: ProcessorTimes,
  after: ProcessorTimes,
  seconds: number,
): Promise<number> {
  const ours = new Set(await listPids(marina));
  const isOurs = (pid: number): boolean => {
    for (let at = pid; at > 1; at = after.get(at)?.parent ?? 0) if (at === process.pid || ours.has(at)) return true;
    return false;
  };
  let used = 0;
  for (const [pid, { seconds: now }] of after) if (!isOurs(pid)) used += now - (before.get(pid)?.seconds ?? 0);
  return Math.max(0, used / seconds);
}

async function readOne(pid: number): Promise<[number, { parent: number; seconds: number }]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0] = fields.slice(1);
  const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
  return [pid, { parent, seconds: ticks / ticksPerSecond }];
}
