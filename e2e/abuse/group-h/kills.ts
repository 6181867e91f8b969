// kill -9 of Marina's processes, one by one and all at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../machine/settle.ts';
import { findPid, isReady, type Victim } from '../../marina-under-test.ts';
import { Student } from '../../student.ts';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import { differences } from './rows.ts';

const withinMs = 45_000;
/** What is good for a moment only has not come to rest: one round of the reconciler is 10 s. */
const lastingMs = 11_000;
const delaysMs = [20, 150, 400, 900];

export async function killManager({ marina, students }: Ground): Promise<Outcome> {
  const guests: Student[] = [];
  const states: string[] = [];
  for (const delayMs of delaysMs) {
    const guest = await Student.arrive(marina.baseUrl);
    guests.push(guest);
    const opening = guest.open('tiny').catch(() => undefined);
    await sleep(delayMs);
    await kill(marina, ['manager']);
    states.push((await opening) ? 'acknowledged' : 'not');
  }
  const found = await settle(marina, [...Object.values(students), ...guests]);
  const kept = await Promise.all(guests.map(async (guest) => (await guest.list()).length > 0));
  const lost = states.filter((state, at) => state === 'acknowledged' && !kept[at]).length;
  for (const guest of guests) for (const { id } of await guest.list()) await guest.end(id);
  const seen = `${delaysMs.length} kills, ${states.filter((state) => state === 'acknowledged').length} openings acknowledged, ${lost} of them lost`;
  return { ok: found.length === 0 && lost === 0, seen: `${seen}; ${listed(found)} unlike the rows` };
}

export function killDaemon(victim: Victim) {
  return async (ground: Ground): Promise<Outcome> => {
    const { marina, students } = ground;
    const ending = await ground.open('closed');
    const opening = students.alice.open('tiny');
    await students.alice.end(ending.session);
    await kill(marina, [victim]);
    const opened = await opening.catch(() => undefined);
    const found = await settle(marina, Object.values(students));
    const alive = (await ground.attacker.run('true')).code === 0;
    if (opened) await students.alice.end(opened.id);
    return {
      ok: found.length === 0 && alive,
      seen: `${listed(found)} unlike the rows; instances ${alive ? 'go on' : 'ended'}`,
    };
  };
}

export async function killAll(ground: Ground): Promise<Outcome> {
  const { marina, students } = ground;
  const ending = await ground.open('closed');
  await students.alice.end(ending.session);
  await kill(marina, ['manager', 'agent', 'dockerd', 'containerd']);
  const found = await settle(marina, Object.values(students));
  const alive = (await ground.attacker.run('true')).code === 0;
  return {
    ok: found.length === 0 && alive,
    seen: `${listed(found)} unlike the rows; instances ${alive ? 'go on' : 'ended'}`,
  };
}

/** Resolves when each has a successor, and Marina is ready. */
async function kill(marina: Ground['marina'], victims: readonly Victim[]): Promise<void> {
  const pids = new Map(victims.map((victim) => [victim, findPid(marina, victim)]));
  for (const [victim, pid] of pids) {
    if (pid === undefined) throw new Error(`there is no ${victim}`);
    process.kill(pid, 'SIGKILL');
  }
  const isBack = async () =>
    [...pids].every(([victim, pid]) => ![undefined, pid].includes(findPid(marina, victim))) && (await isReady(marina));
  await eventually(`${victims.join(', ')} ${victims.length > 1 ? 'are' : 'is'} back`, isBack, withinMs);
}

/** The differences that last. */
async function settle(marina: Ground['marina'], students: readonly Student[]): Promise<string[]> {
  const deadline = Date.now() + withinMs;
  let found = ['nothing was looked at'];
  let goodSince: number | undefined;
  while (Date.now() < deadline) {
    found = await differences(marina, students).catch((error: unknown) => [String(error)]);
    if (found.length > 0) goodSince = undefined;
    else goodSince ??= Date.now();
    if (goodSince !== undefined && Date.now() - goodSince > lastingMs) return [];
    await sleep(500);
  }
  return found;
}
