// Sessions opened and ended in a row, and what the machine holds once it is at rest again.
import { promptPattern } from '../attached-terminal.ts';
import type { MarinaPlace } from '../marina-under-test.ts';
import { Student } from '../student.ts';
import { countsOf, type Inventory, takeInventory } from './counts.ts';
import { listContainers } from './outer-docker.ts';
import { eventually, settled } from './settle.ts';

/** Sessions at a time: as many as two cores can start without waiting for each other. */
const lanes = 3;
/** Instances that the shipped labs keep ready: handing over and refilling are part of what is tested. */
const poolSize = 1;

export async function runSessions({ baseUrl }: MarinaPlace, sessions: number): Promise<void> {
  let left = sessions;
  const lane = async () => {
    const student = await Student.arrive(baseUrl);
    while (left-- > 0) await runOne(student);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Opens a session, types in its terminal, ends it, and waits until it has ended. */
async function runOne(student: Student): Promise<void> {
  const { id } = await student.open();
  const session = await student.until(id, ({ instances }) => instances[0]?.terminals.length === 1);
  const terminal = student.attach(id, session.instances[0]?.terminals[0] ?? '');
  await terminal.until(promptPattern);
  terminal.type('echo a$((40 + 2))b\n');
  await terminal.until(/a42b/);
  terminal.close();
  await student.end(id);
  await eventually(`session ${id} ends`, async () => (await student.read(id)).status === 'ended', 30_000);
}

/** `containerIds` are those whose cgroups are counted. */
export async function takeInventoryAtRest(marina: MarinaPlace, containerIds: ReadonlySet<string>): Promise<Inventory> {
  const isFull = async () => (await listContainers(marina)).length === poolSize;
  await eventually('only the pool is left', isFull, 30_000);
  return settled(() => takeInventory(marina, containerIds), countsOf, 4, 60_000);
}
