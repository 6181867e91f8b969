// A playground that a student has open: its session, its one instance, and the terminal that it begins with.
import type { Student } from './student.ts';

export type Playground = { student: Student; session: string; instance: string; terminal: string };

/** Resolves once the instance's own Docker runs: nothing of the start is left to do. */
export async function openPlayground(student: Student): Promise<Playground> {
  const { id } = await student.open();
  const session = await student.until(
    id,
    ({ instances }) => instances[0]?.dockerReady === true && instances[0].terminals.length > 0,
    120_000,
  );
  const [instance] = session.instances;
  const [terminal] = instance?.terminals ?? [];
  if (!instance || !terminal) throw new Error(`session ${id} has no terminal`);
  return { student, session: id, instance: instance.id, terminal };
}
