// How many files an instance's processes may open: plenty, but never more than the machine lets the engine grant.
import { readFile } from 'node:fs/promises';

const wanted = 65_536;

/** Root without CAP_SYS_RESOURCE, as in some virtual machines, can't raise a hard limit. */
export async function openFilesLimit(): Promise<number> {
  return parseHardLimit(await readFile('/proc/self/limits', 'utf8'));
}

/** From the format of proc(5) /proc/PID/limits: name, soft limit, hard limit, units. */
export function parseHardLimit(limits: string): number {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits)?.[1];
  return hard === undefined || hard === 'unlimited' ? wanted : Math.min(wanted, Number(hard));
}
