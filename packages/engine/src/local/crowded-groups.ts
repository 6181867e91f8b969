// cgroup v1 has no limit of groups, and the machine has 65,535 of memory for all: an instance that makes thousands
// would let nobody else start a container. v2 has a limit of its own: see cgroup.ts.
import { readFile } from 'node:fs/promises';
import { labels } from '../labels.ts';
import { groupsBelow, groupsOf } from './cgroup.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';

/** On the whole machine: below this nobody has to look for who it is. */
const manyGroups = 4096;
/** Of one instance in one hierarchy: more than its processes could ever use. */
export const mostGroups = 1024;

/** Ids of instances that have too many groups. Costs one read of a small file while there are few. */
export async function findCrowded(client: Docker): Promise<string[]> {
  if (countGroups(await readFile('/proc/cgroups', 'utf8').catch(() => '')) < manyGroups) return [];
  const listed = await docker('list instances', client.listContainers({ filters: { label: [labels.instance] } }));
  const found = await Promise.all(
    listed.map(async ({ Id, Labels }) => ((await isCrowded(client, Id)) ? [Labels[labels.instance] ?? ''] : [])),
  );
  return found.flat();
}

/** Groups in the v1 hierarchy that has most, by the format of cgroups(7) /proc/cgroups: name, hierarchy, groups, enabled. */
export function countGroups(table: string): number {
  const rows = table.split('\n').map((line) => line.split('\t'));
  return Math.max(0, ...rows.flatMap(([, hierarchy, groups]) => (Number(hierarchy) > 0 ? [Number(groups)] : [])));
}

async function isCrowded(client: Docker, containerId: string): Promise<boolean> {
  const seen = await dockerIfFound('inspect an instance', client.getContainer(containerId).inspect());
  if (!seen?.State.Pid) return false;
  const groups = await groupsOf(seen.State.Pid).catch(() => []);
  for (const { controller, directory } of groups) {
    if (controller !== '' && (await countBelow(directory, mostGroups)) > mostGroups) return true;
  }
  return false;
}

/** Stops counting when there are more than `enough`. */
async function countBelow(directory: string, enough: number): Promise<number> {
  const waiting = [directory];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined && count <= enough; next = waiting.pop()) {
    const children = await groupsBelow(next, enough);
    count += children.length;
    waiting.push(...children);
  }
  return count;
}
