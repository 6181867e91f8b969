// Remembers which processes a supervisor started, so that its successor can end exactly those after a kill -9.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** A process number is reused, a number with its start time within one boot is not. */
const recordSchema = z.object({ pid: z.number().int().min(2), startTime: z.string(), bootId: z.string() });

export function recordProcess(directory: string, name: string, pid: number): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const record = { pid, startTime: readStartTime(pid) ?? '', bootId: readBootId() };
  const file = recordFile(directory, name);
  writeFileSync(file, JSON.stringify(record));
}

export function forgetProcess(directory: string, name: string): void {
  rmSync(recordFile(directory, name), { force: true });
}

/** Names of the processes that are recorded, running or not. */
export function recordedNames(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith('.json'))
      .map((file) => path.basename(file, '.json'));
  } catch {
    return [];
  }
}

/** Ends a recorded process if it still runs, with SIGKILL when it takes too long; true if there was one. */
export async function endRecorded(
  directory: string,
  name: string,
  signal: NodeJS.Signals,
  timeoutMs = 10_000,
): Promise<boolean> {
  const pid = findRecorded(directory, name);
  if (pid === undefined) {
    forgetProcess(directory, name);
    return false;
  }
  process.kill(pid, signal);
  const deadline = Date.now() + timeoutMs;
  while (findRecorded(directory, name) === pid) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await sleep(20);
  }
  forgetProcess(directory, name);
  return true;
}

function findRecorded(directory: string, name: string): number | undefined {
  try {
    const record = recordSchema.parse(JSON.parse(readFileSync(recordFile(directory, name), 'utf8')));
    const same = record.bootId === readBootId() && record.startTime === readStartTime(record.pid);
    return same ? record.pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The start time in clock ticks since boot; undefined once the process has ended, also as a zombie. While a zombie's
 * other threads are still on their way out, they hold its ports.
 */
function readStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses and may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1 ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function recordFile(directory: string, name: string): string {
  return path.join(directory, `${name}.json`);
}
