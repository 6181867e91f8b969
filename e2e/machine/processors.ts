// The suite is the browsers and computers of students and teachers. In reality those are elsewhere: here they stay where
// Marina puts what burns, and off the processor for keystrokes.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { splitProcessors } from '../../apps/worker/src/processors/split.ts';

const run = promisify(execFile);

/**
 * The main thread of this process, and all that it starts later. Not V8's own threads: who types, in a thread of this
 * process, waits for them when garbage is collected. On a machine with one processor it stays where it is.
 */
export async function leaveLastProcessor(): Promise<void> {
  const split = await splitProcessors();
  if (!split) return;
  await run('taskset', ['--pid', '--cpu-list', split.forLoad, `${process.pid}`]);
}

/** For what is not part of the suite, but started by it: `taskset --cpu-list`. */
export function allProcessors(): string {
  return readFileSync('/sys/devices/system/cpu/online', 'utf8').trim();
}
