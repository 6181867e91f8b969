// What the kernel counts per user is counted for all instances together, as they were made by one root: a share of it
// is all that one instance may take. Its own root can't raise the share without CAP_SYS_RESOURCE.
import { readFile } from 'node:fs/promises';
import { EngineError } from '../errors.ts';
import type { RunCommand } from './command-shell.ts';

/** Of the machine's inotify instances, one part in so many; some for each container, however few there are. */
const inotifyShare = 8;
const leastInotify = 64;
const namespaceLimits = { max_user_namespaces: 64, max_net_namespaces: 128 };

/** Limits the user namespace of the process (an instance's PID 1). Idempotent. */
export async function limitUserNamespace(run: RunCommand, pid: number): Promise<void> {
  const machine = Number(await readFile('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
  const limits = { max_inotify_instances: inotifyLimit(machine), ...namespaceLimits };
  const script = Object.entries(limits)
    .map(([name, value]) => `echo ${value} >/proc/sys/user/${name}`)
    .join('; ');
  try {
    // Which namespace's limits these files show depends on who opens them.
    await run('nsenter', `--user=/proc/${pid}/ns/user`, '--', 'sh', '-euc', script);
  } catch (error) {
    throw new EngineError('failed', 'the instance’s share of the kernel can’t be limited', { cause: error });
  }
}

export function inotifyLimit(machine: number): number {
  return Math.max(leastInotify, Math.floor(machine / inotifyShare));
}
