// A control group for the worker's daemons and for the machine's commands that it runs, off the processor for keystrokes.
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cgroupMounts } from '@marina/engine/local/cgroup';
import { log, messageOf } from '../log.ts';
import type { Split } from './split.ts';

const removeAgainMs = 50;
const removeAttempts = 40;

export type LoadGroup = {
  /** A process that writes 0 here joins, and all that it starts later. */
  joinFile: string;
  /** Once nothing runs in it. */
  remove(): Promise<void>;
};

/** Makes it, or finds it again. Undefined where the machine has no such groups: then daemons run everywhere. */
export async function ensureLoadGroup(name: string, split: Split): Promise<LoadGroup | undefined> {
  try {
    const directory = path.join(await hierarchy(), `marina-load-${name}`);
    await mkdir(directory, { recursive: true });
    const above = path.dirname(directory);
    await writeFile(path.join(directory, 'cpuset.mems'), await memoryNodes(above));
    await writeFile(path.join(directory, 'cpuset.cpus'), split.forLoad);
    return { joinFile: path.join(directory, 'cgroup.procs'), remove: () => removeGroup(directory) };
  } catch (error) {
    log('daemons run on all processors', { error: messageOf(error) });
    return undefined;
  }
}

/** What has run in it may still be ending. */
async function removeGroup(directory: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rmdir(directory);
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'EBUSY';
      if (!isBusy || attempt === removeAttempts) throw error;
      await sleep(removeAgainMs);
    }
  }
}

/** v1's, or the unified one, whose root must hand the controller down. */
async function hierarchy(): Promise<string> {
  const mounts = await cgroupMounts();
  const own = mounts.find(({ controllers }) => controllers.includes('cpuset'));
  if (own) return own.directory;
  const unified = mounts.find(({ controllers }) => controllers.includes(''));
  if (!unified) throw new Error('no control groups are mounted');
  await writeFile(path.join(unified.directory, 'cgroup.subtree_control'), '+cpuset');
  return unified.directory;
}

/** v1 must be told; v2 has them under another name, and takes a list as well. */
async function memoryNodes(directory: string): Promise<string> {
  const files = ['cpuset.mems', 'cpuset.mems.effective'].map((file) => path.join(directory, file));
  for (const file of files) {
    const nodes = await readFile(file, 'utf8').catch(() => '');
    if (nodes.trim()) return nodes;
  }
  throw new Error('this kernel has no cpuset');
}
