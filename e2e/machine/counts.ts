// How many of everything there are, and what may differ between two counts.
import { findPid, type MarinaPlace, type Victim } from '../marina-under-test.ts';
import { countFds, kinds, listThings, type Things } from './things.ts';

const processes = ['manager', 'agent', 'dockerd', 'containerd'] as const satisfies readonly Victim[];

type Kind = (typeof kinds)[number];
export type Figure = Kind | `${Victim} fds`;
export type Inventory = { things: Things; fds: Partial<Record<Victim, number>> };

/**
 * Descriptors come and go with connections that are kept open for the next request (to PostgreSQL, to Docker, from
 * browsers), so a few more or less mean nothing; one left per session would be dozens.
 */
const allowedFds = 8;
/** Names of what is new that are told: enough to know what kind it is. */
const namesTold = 12;

export async function takeInventory(marina: MarinaPlace, containerIds: ReadonlySet<string>): Promise<Inventory> {
  const things = await listThings(marina, containerIds);
  const fds: Inventory['fds'] = {};
  for (const name of processes) fds[name] = await countFds(findPid(marina, name));
  return { things, fds };
}

/** Whether two inventories are of the same size: what is there one after the other has other names. */
export function countsOf({ things, fds }: Inventory): readonly number[] {
  return [...kinds.map((kind) => things[kind].length), ...Object.values(fds)];
}

/** `fresh` are names that were not there before, where there are more than may be: among them is what was left. */
export type Row = { figure: Figure; from: number; to: number; allowed: number; ok: boolean; fresh: string[] };

export function compareCounts(before: Inventory, after: Inventory): Row[] {
  const ofThings = kinds.map((kind) => {
    const [from, to] = [before.things[kind].length, after.things[kind].length];
    return {
      figure: kind,
      from,
      to,
      allowed: 0,
      ok: to <= from,
      fresh: to <= from ? [] : freshNames(before, after, kind),
    };
  });
  const ofFds = processes.map((name) => {
    const [from, to] = [before.fds[name] ?? 0, after.fds[name] ?? 0];
    return { figure: `${name} fds` as const, from, to, allowed: allowedFds, ok: to - from <= allowedFds, fresh: [] };
  });
  return [...ofThings, ...ofFds];
}

/** Another session's machine has another name and address: of those that are like each other, only the surplus counts. */
function freshNames(before: Inventory, after: Inventory, kind: Kind): string[] {
  const known = before.things[kind].map(withoutIdentity);
  return after.things[kind]
    .filter((name) => {
      const at = known.indexOf(withoutIdentity(name));
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    })
    .slice(0, namesTold);
}

function withoutIdentity(name: string): string {
  return name.replace(/[0-9a-f]{12,}|\d+\.\d+\.\d+\.\d+|[0-9a-f]{2}(:[0-9a-f]{2}){5}|\d+/g, '#');
}
