// For the processes on a keystroke's way: their own helper threads never keep the thread that carries it waiting.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** V8 collects garbage and compiles in these. Four of them can want a processor at once, for 4 ms each. */
const helperName = 'V8Worker';
const helperNiceness = 5;

/**
 * Puts V8's helper threads behind the thread that runs JavaScript, which has what priority the process was given.
 * Returns how many; threads that come later are not changed.
 */
export function putMainThreadFirst(): number {
  const helpers = readdirSync('/proc/self/task').filter((thread) => nameOf(thread) === helperName);
  // Linux sets priorities by thread: setpriority(2), "C library/kernel differences".
  for (const thread of helpers) os.setPriority(Number(thread), helperNiceness);
  return helpers.length;
}

/** The same for a worker thread (node:worker_threads), called in it. */
export function putThisThreadBehind(): void {
  os.setPriority(Number(path.basename(readlinkSync('/proc/thread-self'))), helperNiceness);
}

function nameOf(thread: string): string {
  return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim();
}
