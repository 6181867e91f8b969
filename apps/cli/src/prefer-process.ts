// Whoever carries keystrokes goes before whoever makes load: instances, their daemons, and what else runs here.
import { writeFileSync } from 'node:fs';
import os from 'node:os';

/** About nine times the share of others, where all want to run at once. */
const niceness = -10;

/**
 * Node's, for manager and agent. V8 would share a pause among threads that wait behind instances: garbage that one thread
 * collects in 1 ms took up to 19. Small young generations make many short pauses of few long ones: ADR 0022.
 */
export const shortPauses: readonly string[] = [
  ...['--no-parallel-scavenge', '--no-parallel-marking', '--no-parallel-compaction', '--no-parallel-pointer-update'],
  '--max-semi-space-size=2',
];

/**
 * For a process that leads a session of its own, with all that it starts. Does nothing where the machine does not allow
 * it: then it is as quick as others.
 */
export function preferProcess(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    os.setPriority(pid, niceness);
    // Where the kernel groups processes by session, theirs compare within the session only: sched(7), autogroup.
    writeFileSync(`/proc/${pid}/autogroup`, `${niceness}`);
  } catch {}
}
