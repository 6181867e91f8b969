// Delegation of an instance's cgroup to its own root, so that the Docker inside can make child groups.
// Only the listed files change owner, never recursively: the limit files stay root's (security.md §2.2).
import { chown, opendir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';

/** v2 alone has such limits: a container needs one or two groups, and each costs the machine's memory. */
const mostGroups = { 'cgroup.max.descendants': 512, 'cgroup.max.depth': 12 };

const delegatedFiles = {
  v1: ['', 'cgroup.procs', 'tasks'],
  v2: ['', 'cgroup.procs', 'cgroup.threads', 'cgroup.subtree_control'],
};

/** Delegates the cgroups of the process (an instance's PID 1, seen from the machine). Idempotent. */
export async function delegateCgroup(pid: number): Promise<void> {
  const [uid, groups] = await Promise.all([remappedRoot(pid), groupsOf(pid)]);
  if (uid === 0)
    throw new EngineError('failed', 'the instance shares the machine’s user namespace; nothing is delegated');
  for (const { controller, directory } of groups) {
    if (controller === '')
      for (const [file, value] of Object.entries(mostGroups))
        await writeIfPresent(path.join(directory, file), `${value}`);
    const files = controller === '' ? delegatedFiles.v2 : delegatedFiles.v1;
    await Promise.all(files.map((file) => chownIfPresent(path.join(directory, file), uid)));
  }
}

/**
 * Limits what the process's group reads from a block device, and writes to it, in bytes per second each. With v1 only
 * what goes past the page cache is counted: what is written behind belongs to nobody there.
 */
export async function limitDiskSpeed(pid: number, device: string, bytesPerSecond: number): Promise<void> {
  const value = Math.round(bytesPerSecond);
  for (const { controller, directory } of await groupsOf(pid)) {
    if (controller === '')
      await writeIfPresent(path.join(directory, 'io.max'), `${device} rbps=${value} wbps=${value}`);
    if (controller !== 'blkio') continue;
    for (const way of ['read', 'write'])
      await writeIfPresent(path.join(directory, `blkio.throttle.${way}_bps_device`), `${device} ${value}`);
  }
}

/** The process's groups of their own, as directories; `controller` as in `cgroupsOf`. */
export async function groupsOf(pid: number): Promise<{ controller: string; directory: string }[]> {
  const [mounts, groups] = await Promise.all([cgroupMounts(), cgroupsOf(pid)]);
  return groups.flatMap(({ controller, path: group }) => {
    const mount = mounts.find((candidate) => candidate.controllers.includes(controller));
    return mount && group !== '/' ? [{ controller, directory: path.join(mount.directory, group) }] : [];
  });
}

/** Directly below, and of more than `enough` no more than that and one: to list ten thousand takes 12 ms in one go. */
export async function groupsBelow(directory: string, enough = Number.POSITIVE_INFINITY): Promise<string[]> {
  const children: string[] = [];
  try {
    for await (const entry of await opendir(directory)) {
      if (entry.isDirectory()) children.push(path.join(directory, entry.name));
      if (children.length > enough) break;
    }
  } catch {
    // It has gone meanwhile.
  }
  return children;
}

/** A kernel may have been built without it. */
async function writeIfPresent(file: string, value: string): Promise<void> {
  await writeFile(file, value, { flag: 'r+' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
}

async function chownIfPresent(file: string, uid: number): Promise<void> {
  try {
    await chown(file, uid, uid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

async function remappedRoot(pid: number): Promise<number> {
  const map = await readFile(`/proc/${pid}/uid_map`, 'utf8');
  return Number(map.trim().split(/\s+/)[1] ?? 0);
}

/** `controller` is '' for the unified hierarchy; co-mounted v1 controllers give one entry each. */
async function cgroupsOf(pid: number): Promise<{ controller: string; path: string }[]> {
  const text = await readFile(`/proc/${pid}/cgroup`, 'utf8');
  return parseCgroups(text);
}

export function parseCgroups(text: string): { controller: string; path: string }[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [, controllers = '', ...rest] = line.split(':');
      return controllers.split(',').map((controller) => ({ controller, path: rest.join(':') }));
    });
}

/** Where the machine has its hierarchies, the unified one as the controller ''. */
export async function cgroupMounts(): Promise<{ directory: string; controllers: string[] }[]> {
  return parseCgroupMounts(await readFile('/proc/self/mountinfo', 'utf8'));
}

/** Follows proc(5) on mountinfo: optional fields end with a lone hyphen. */
export function parseCgroupMounts(text: string): { directory: string; controllers: string[] }[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after = ''] = line.split(' - ');
    const directory = before.split(' ')[4];
    const [type, , options = ''] = after.split(' ');
    if (!directory) return [];
    if (type === 'cgroup2') return [{ directory, controllers: [''] }];
    if (type === 'cgroup') return [{ directory, controllers: options.split(',') }];
    return [];
  });
}
