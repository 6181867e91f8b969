// Whether the machine is what the rows say, and how soon after a blow.
import { setTimeout as sleep } from 'node:timers/promises';
import { listContainers, listNetworks, listVolumes } from '../machine/outer-docker.ts';
import { listShims } from '../machine/processes.ts';
import { findPid, isReady, type MarinaPlace, type Victim } from '../marina-under-test.ts';
import type { Student } from '../student.ts';

const convergeWithinMs = 30_000;
/** What is good for a moment only has not converged. */
const lastingMs = 1500;

/** Every session of the only student is active with its containers, and there is nothing else on the worker. */
export async function isSound(place: MarinaPlace, student: Student): Promise<boolean> {
  const [sessions, containers, networks, volumes] = await Promise.all([
    student.list(),
    listContainers(place),
    listNetworks(place),
    listVolumes(place),
  ]);
  const running = new Set(containers.filter((container) => container.running).map(({ instance }) => instance));
  const complete = sessions.every(
    ({ status, instances }) =>
      status === 'active' && instances.every((instance) => instance.status === 'running' && running.has(instance.id)),
  );
  const known = new Set(sessions.map(({ id }) => id));
  const owned = [...containers, ...networks, ...volumes].every(({ session }) => session && known.has(session));
  return complete && owned && containers.length === sessions.flatMap(({ instances }) => instances).length;
}

export async function isEmpty(place: MarinaPlace): Promise<boolean> {
  const found = await Promise.all([
    listContainers(place),
    listNetworks(place),
    listVolumes(place),
    // What holds a container that Docker has forgotten.
    listShims(place),
  ]);
  return found.flat().length === 0;
}

/** Seconds from now until the killed process has a successor, Marina is ready, and `isGood`, for good. */
export async function converge(
  place: MarinaPlace,
  killed: { victim: Victim; pid: number },
  isGood: () => Promise<boolean>,
): Promise<number | undefined> {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const isBack = () => ![undefined, killed.pid].includes(findPid(place, killed.victim));
  let goodSince: number | undefined;
  while (goodSince !== undefined || elapsed() < convergeWithinMs) {
    const isGoodNow = isBack() && (await isReady(place)) && (await isGood().catch(() => false));
    if (!isGoodNow) goodSince = undefined;
    else goodSince ??= elapsed();
    if (goodSince !== undefined && elapsed() - goodSince > lastingMs) return goodSince / 1000;
    await sleep(100);
  }
  return undefined;
}
