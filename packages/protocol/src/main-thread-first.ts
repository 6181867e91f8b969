// For the processes on a keystroke's way: their own helper threads never keep the thread that carries it waiting.
import { readdirSync, readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import os from 'node:os';
import { keepOffLastProcessor, keepOnLastProcessor, takeShortTurns, thisThread } from './thread-scheduling.ts';

/** V8 collects garbage and compiles in these. Four of them can want a processor at once, for 4 ms each. */
const collectorName = 'V8Worker';
const helperNiceness = 5;

/**
 * Puts V8's helper threads behind the thread that runs JavaScript, which has what priority the process was given and
 * interrupts others. It stays on the machine's last processor, which all helpers leave to it, and to whoever else
 * carries keystrokes. Returns how many they are; threads that come later are not changed. Processes that are started
 * later may run on that one processor only, unless they say otherwise: as-others.ts of the worker.
 */
export async function putMainThreadFirst(): Promise<number> {
  // libuv starts its threads when they are first used.
  await access('/');
  const helpers = readdirSync('/proc/self/task')
    .map(Number)
    .filter((thread) => thread !== process.pid);
  // Linux sets priorities by thread: setpriority(2), "C library/kernel differences".
  for (const thread of helpers) if (nameOf(thread) === collectorName) os.setPriority(thread, helperNiceness);
  keepOffLastProcessor(helpers);
  takeShortTurns(process.pid);
  keepOnLastProcessor(process.pid);
  return helpers.length;
}

/** The same for a worker thread (node:worker_threads), called in it. */
export function putThisThreadBehind(): void {
  const thread = thisThread();
  os.setPriority(thread, helperNiceness);
  keepOffLastProcessor([thread]);
}

function nameOf(thread: number): string {
  return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim();
}
