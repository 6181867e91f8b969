// How much processor time an instance has used, and on which processors it may run.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { groupsBelow, groupsOf } from './cgroup.ts';
import { mostGroups } from './crowded-groups.ts';
import { commonProcessors } from './processor-list.ts';

export type ProcessorShare = {
  /** Since the instance was started; undefined once it is gone. Costs one read of a small file. */
  usedMs(): number | undefined;
  /** Whether it may not run everywhere. */
  isKept(): Promise<boolean>;
  /** All that the instance runs goes to these processors, a list such as `0-2`. Rejects when something stays: try again. */
  keepTo(processors: string): Promise<void>;
  /** It may run everywhere again, and its own groups where they might before. */
  free(): Promise<void>;
};

/** Of the instance with this container and first process. Undefined where the machine's cgroups can't tell, or can't do it. */
export async function processorShareOf(pid: number, containerId: string): Promise<ProcessorShare | undefined> {
  const groups = await groupsOf(pid);
  const directoryOf = (controller: string) => {
    const found = groups.find((group) => group.controller === controller)?.directory;
    return found && withoutOwnGroups(found, containerId);
  };
  const [used, set, unified] = [directoryOf('cpuacct'), directoryOf('cpuset'), directoryOf('')];
  if (used && set) {
    const before = new Map<string, string>();
    return {
      usedMs: () => readMs(path.join(used, 'cpuacct.usage'), /^(\d+)/, 1e6),
      isKept: () => differ(set, 'cpuset.cpus'),
      keepTo: (processors) => narrow(set, processors, before),
      free: async () => {
        await widen(set, await readList(path.dirname(set)), before);
        before.clear();
      },
    };
  }
  if (!unified || (await readList(unified)) === undefined) return undefined;
  // v2 passes a group's processors on to those below it, whatever these ask for. Once it has a list of its own, a group
  // with processes can't be without one again (ENOSPC): it gets all that the one above it has.
  return {
    usedMs: () => readMs(path.join(unified, 'cpu.stat'), /^usage_usec (\d+)/m, 1e3),
    isKept: () => differ(unified, 'cpuset.cpus.effective'),
    keepTo: (processors) => writeList(unified, processors),
    free: async () => {
      const all = await readList(path.dirname(unified), 'cpuset.cpus.effective');
      if (all) await writeList(unified, all);
    },
  };
}

/** Where an instance has moved its first process to a group of its own, the one above that. */
function withoutOwnGroups(directory: string, containerId: string): string {
  const parts = directory.split('/');
  const at = parts.findIndex((part) => part.includes(containerId));
  return at < 0 ? directory : parts.slice(0, at + 1).join('/');
}

function readMs(file: string, pattern: RegExp, perMs: number): number | undefined {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) / perMs;
  } catch {
    return undefined;
  }
}

async function differ(directory: string, file: string): Promise<boolean> {
  return (await readList(directory, file)) !== (await readList(path.dirname(directory), file));
}

/** v1 refuses a group what the one above it has not, so the lowest go first. `before` keeps what there was. */
async function narrow(directory: string, processors: string, before: Map<string, string>): Promise<void> {
  for (const child of await groupsBelow(directory, mostGroups)) await narrow(child, processors, before);
  const now = await readList(directory);
  // A group that nobody can be in has none.
  if (!now) return;
  const common = commonProcessors(now, processors);
  if (common === commonProcessors(now, now)) return;
  if (!before.has(directory)) before.set(directory, now);
  await writeList(directory, common || processors);
}

/** What has come meanwhile was made as narrow as the others, and nobody has asked for that. */
async function widen(directory: string, all: string | undefined, before: Map<string, string>): Promise<void> {
  const list = before.get(directory) ?? all;
  if (list) await writeList(directory, list);
  for (const child of await groupsBelow(directory, mostGroups)) await widen(child, list, before);
}

/** Undefined where there is no such group any more, or no such controller. */
async function readList(directory: string, file = 'cpuset.cpus'): Promise<string | undefined> {
  const list = await readFile(path.join(directory, file), 'utf8').catch(() => undefined);
  return list?.trim();
}

async function writeList(directory: string, list: string): Promise<void> {
  try {
    await writeFile(path.join(directory, 'cpuset.cpus'), `${list}\n`, { flag: 'r+' });
  } catch (error) {
    // It has gone meanwhile.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENODEV')))
      throw error;
  }
}
