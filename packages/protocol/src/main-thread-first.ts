// For the processes on a keystroke's way: their own helper threads never keep the thread that carries it waiting.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** V8 collects garbage and compiles in these. Four of them can want a processor at once, for 4 ms each. */
const helperName = 'V8Worker';
const helperNiceness = 5;
/** The shortest that Linux takes. */
const sliceNs = 100_000;
/** sched_setattr(2), which Node does not offer. Perl is part of every Debian and Ubuntu. */
const syscallNumbers: Partial<Record<NodeJS.Architecture, number>> = { x64: 314, arm64: 274 };
const setAttributes =
  'my ($call, $pid, @attributes) = @ARGV; my $packed = pack("LLQlLQQQ", @attributes); syscall($call + 0, $pid + 0, $packed, 0)';
const resetOnFork = 1;

/**
 * Puts V8's helper threads behind the thread that runs JavaScript, which has what priority the process was given, and
 * lets that one interrupt others. Returns how many helpers; threads that come later are not changed.
 */
export function putMainThreadFirst(): number {
  takeShortTurns();
  const helpers = readdirSync('/proc/self/task').filter((thread) => nameOf(thread) === helperName);
  // Linux sets priorities by thread: setpriority(2), "C library/kernel differences".
  for (const thread of helpers) os.setPriority(Number(thread), helperNiceness);
  return helpers.length;
}

/** The same for a worker thread (node:worker_threads), called in it. */
export function putThisThreadBehind(): void {
  os.setPriority(Number(path.basename(readlinkSync('/proc/thread-self'))), helperNiceness);
}

/**
 * Whoever wants short turns on a processor interrupts one who has just begun a longer one (sched-eevdf in the kernel's
 * documentation, from 6.12). Threads and processes that are started from now on inherit neither that nor the priority.
 */
function takeShortTurns(): void {
  const call = syscallNumbers[process.arch];
  if (call === undefined) return;
  const [size, policy, realtimePriority] = [48, 0, 0];
  const attributes = [size, policy, resetOnFork, os.getPriority(), realtimePriority, sliceNs, 0, 0];
  try {
    execFileSync('perl', ['-e', setAttributes, ...[call, process.pid, ...attributes].map(String)], { stdio: 'ignore' });
  } catch {
    // As quick as others, then.
  }
}

function nameOf(thread: string): string {
  return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim();
}
