// Megabytes that one Marina's processes occupy: shared pages count by their share (PSS).
import { readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MarinaPlace } from '../marina-under-test.ts';
import { listPids } from './processes.ts';

const samples = 6;
const betweenSamplesMs = 1500;

/** `marina`: manager, agent, dockerd, containerd, shims. `inside`: what runs in instances, shells above all. */
export type Memory = { marina: number; inside: number };

/** The smallest of several samples: garbage that waits for its collector is nobody's need. */
export async function readRestingMemory(place: MarinaPlace): Promise<Memory> {
  let least = await readMemory(place);
  for (let taken = 1; taken < samples; taken++) {
    await sleep(betweenSamplesMs);
    const { marina, inside } = await readMemory(place);
    least = { marina: Math.min(least.marina, marina), inside: Math.min(least.inside, inside) };
  }
  return least;
}

async function readMemory(place: MarinaPlace): Promise<Memory> {
  const outside = await readlink('/proc/self/ns/pid');
  const memory = { marina: 0, inside: 0 };
  for (const pid of await listPids(place)) {
    // Processes end while they are read.
    const found = await Promise.all([
      readlink(`/proc/${pid}/ns/pid`),
      readFile(`/proc/${pid}/smaps_rollup`, 'utf8'),
    ]).catch(() => undefined);
    if (!found) continue;
    const [namespace, rollup] = found;
    const kilobytes = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
    memory[namespace === outside ? 'marina' : 'inside'] += (kilobytes * 1024) / 1e6;
  }
  return memory;
}
