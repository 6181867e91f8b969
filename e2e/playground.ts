// Playgrounds that a student has open: the session, its one instance, and the terminal that it begins with.
import type { Student } from './student.ts';

export type Playground = { student: Student; session: string; instance: string; terminal: string };

/** Sessions at a time: as many as two cores can start without waiting for each other. */
const lanes = 3;
const readyTimeoutMs = 120_000;

/** A student may open so many only where MARINA_SESSIONS_PER_VIEWER says so. */
export async function openPlaygrounds(student: Student, count: number): Promise<Playground[]> {
  const all: Playground[] = [];
  let left = count;
  const lane = async () => {
    while (left-- > 0) all.push(await openPlayground(student));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
  return all;
}

/** Resolves once the instance's own Docker runs: nothing of the start is left to do. */
async function openPlayground(student: Student): Promise<Playground> {
  const { id } = await student.open();
  const session = await student.until(
    id,
    ({ instances }) => instances[0]?.dockerReady === true && instances[0].terminals.length > 0,
    readyTimeoutMs,
  );
  const [instance] = session.instances;
  const [terminal] = instance?.terminals ?? [];
  if (!instance || !terminal) throw new Error(`session ${id} has no terminal`);
  return { student, session: id, instance: instance.id, terminal };
}
