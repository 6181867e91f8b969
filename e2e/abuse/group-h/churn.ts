// Many sessions one after the other: what the machine and Marina's processes hold does not grow with them.
import { readFile } from 'node:fs/promises';
import { promptPattern } from '../../attached-terminal.ts';
import { compareCounts, countsOf, type Row, takeInventory } from '../../machine/counts.ts';
import { followCreations, listContainers } from '../../machine/outer-docker.ts';
import { eventually, settled } from '../../machine/settle.ts';
import { findPid, type MarinaPlace } from '../../marina-under-test.ts';
import { Student } from '../../student.ts';
import { listed, type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import { openWhenAllowed } from '../open-when-allowed.ts';

/** What grows once only, such as a connection pool, has grown after these. */
const warmUp = 4;
/** Of one process and one session; heaps grow in steps, so some are allowed once. */
const grownKibEach = 100;
const grownKibOnce = 40_000;

export async function churn({ marina, students, sessions }: Ground): Promise<Outcome> {
  const following = new AbortController();
  const seen = new Set((await listContainers(marina)).map(({ id }) => id));
  followCreations(marina, following.signal, (id) => seen.add(id));
  const there = (await Promise.all(Object.values(students).map((student) => student.list()))).flat();
  const expected = there.flatMap(({ instances }) => instances).length;
  const atRest = async () => {
    await eventually('the sessions are gone', async () => (await listContainers(marina)).length === expected, 30_000);
    return settled(() => takeInventory(marina, seen), countsOf, 4, 40_000);
  };
  await runSessions(marina, warmUp);
  const [before, memoryBefore] = [await atRest(), await residentKib(marina)];
  await runSessions(marina, sessions);
  const [after, memoryAfter] = [await atRest(), await residentKib(marina)];
  following.abort();
  const grew = compareCounts(before, after).filter(({ ok }) => !ok);
  const grown = memoryAfter - memoryBefore;
  return together({
    things: {
      ok: grew.length === 0,
      seen: `${sessions} sessions: ${listed(grew.map(described))} grew`,
    },
    memory: { ok: grown < grownKibOnce + sessions * grownKibEach, seen: `${(grown / 1024).toFixed(1)} MiB more` },
  });
}

function described({ figure, from, to, fresh }: Row): string {
  return `${figure} ${from} to ${to}${fresh.length > 0 ? ` (new: ${fresh.join('; ')})` : ''}`;
}

async function runSessions(marina: MarinaPlace, sessions: number): Promise<void> {
  let left = sessions;
  const lane = async () => {
    const student = await Student.arrive(marina.baseUrl);
    while (left-- > 0) await runOne(student);
  };
  await Promise.all([lane(), lane()]);
}

async function runOne(student: Student): Promise<void> {
  const { id } = await openWhenAllowed(student, 'tiny');
  const session = await student.until(id, ({ instances }) => instances[0]?.terminals.length === 1);
  const terminal = student.attach(id, session.instances[0]?.terminals[0] ?? '');
  await terminal.until(promptPattern);
  terminal.close();
  await student.end(id);
  await eventually(`session ${id} ends`, async () => (await student.read(id)).status === 'ended', 30_000);
}

async function residentKib(marina: MarinaPlace): Promise<number> {
  const pids = (['manager', 'agent', 'dockerd', 'containerd'] as const).map((victim) => findPid(marina, victim));
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')));
  return texts.reduce((sum, text) => sum + Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0), 0);
}
