// How many of everything there are, and what may differ between two counts.
import { findPid, type MarinaPlace, type Victim } from '../marina-under-test.ts';
import { countFds, kinds, listThings, type Things } from './things.ts';

const processes = ['manager', 'agent', 'dockerd', 'containerd'] as const satisfies readonly Victim[];

export type Figure = keyof Things | `${Victim} fds`;
export type Counts = Record<Figure, number>;

/**
 * Descriptors come and go with connections that are kept open for the next request (to PostgreSQL, to Docker, from
 * browsers), so a few more or less mean nothing; one left per session would be dozens.
 */
const allowedFds = 8;

export async function count(marina: MarinaPlace, containerIds: ReadonlySet<string>): Promise<Counts> {
  const things = await listThings(marina, containerIds);
  const fds = await Promise.all(
    processes.map(async (name) => [`${name} fds`, await countFds(findPid(marina, name))] as const),
  );
  const entries = [...kinds.map((kind) => [kind, things[kind].length] as const), ...fds];
  return Object.fromEntries(entries) as Counts;
}

export type Row = { figure: Figure; from: number; to: number; allowed: number; ok: boolean };

export function compareCounts(before: Counts, after: Counts): Row[] {
  return (Object.keys(before) as Figure[]).map((figure) => {
    const allowed = figure.endsWith(' fds') ? allowedFds : 0;
    const [from, to] = [before[figure], after[figure]];
    return { figure, from, to, allowed, ok: to - from <= allowed };
  });
}
