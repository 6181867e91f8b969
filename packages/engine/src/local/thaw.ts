// cgroup v1: what is frozen can't be killed. An instance may freeze groups of its own, as `docker pause` in it does.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { groupsBelow, type groupsOf } from './cgroup.ts';

/** Thaws all groups of an instance that are frozen by v1's freezer. v2's lets a kill through. */
export async function thaw(groups: Awaited<ReturnType<typeof groupsOf>>): Promise<void> {
  const freezer = groups.find(({ controller }) => controller === 'freezer');
  if (freezer) await thawBelow(freezer.directory);
}

/** What is above first: a group is as frozen as those above it. */
async function thawBelow(directory: string): Promise<void> {
  // A group may go meanwhile.
  await writeFile(path.join(directory, 'freezer.state'), 'THAWED', { flag: 'r+' }).catch(() => undefined);
  for (const child of await groupsBelow(directory)) await thawBelow(child);
}
