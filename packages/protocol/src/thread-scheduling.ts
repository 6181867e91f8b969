// What Linux offers for single threads and Node does not: by Perl, which is part of every Debian and Ubuntu.
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The shortest that Linux takes. */
const sliceNs = 100_000;
const resetOnFork = 1;
const usualPolicy = 0;
const firstInFirstOut = 1;
const syscallNumbers: Partial<Record<NodeJS.Architecture, Record<'setAttributes' | 'setAffinity', number>>> = {
  x64: { setAttributes: 314, setAffinity: 203 },
  arm64: { setAttributes: 274, setAffinity: 122 },
};

/**
 * Whoever wants short turns on a processor interrupts one who has just begun a longer one: sched_setattr(2), and
 * sched-eevdf in the kernel's documentation; from 6.12. Threads and processes that the thread starts from then on
 * inherit neither that nor a priority above the usual one.
 */
export function takeShortTurns(thread: number): void {
  setAttributes(thread, { policy: usualPolicy, niceness: os.getPriority(thread), realtimePriority: 0, sliceNs });
}

/**
 * Interrupts whoever has a usual priority, for as long as it likes: SCHED_FIFO, sched(7). Only for a thread that does
 * next to nothing.
 */
export function wakeUpAtOnce(thread: number): void {
  setAttributes(thread, { policy: firstInFirstOut, niceness: 0, realtimePriority: 1, sliceNs: 0 });
}

/** For what is not on a keystroke's way. Nothing where there is no other processor. */
export function keepOffLastProcessor(threads: readonly number[]): void {
  const [first, ...rest] = threads;
  const last = lastProcessor();
  if (first === undefined || !(last > 0)) return;
  callLinux('setAffinity', first, setAffinity, ['1'.repeat(last), ...rest]);
}

/** For what is. Threads and processes that it starts from then on inherit it. */
export function keepOnLastProcessor(thread: number): void {
  callLinux('setAffinity', thread, setAffinity, [`${'0'.repeat(lastProcessor())}1`]);
}

/** Linux's number of it. */
export function thisThread(): number {
  return Number(path.basename(readlinkSync('/proc/thread-self')));
}

type Attributes = { policy: number; niceness: number; realtimePriority: number; sliceNs: number };

/** struct sched_attr: sched_setattr(2). */
function setAttributes(thread: number, { policy, niceness, realtimePriority, sliceNs }: Attributes): void {
  const sizeBytes = 48;
  const script = 'my $attributes = pack("LLQlLQQQ", @ARGV); syscall $call, $thread, $attributes, 0';
  callLinux('setAttributes', thread, script, [
    ...[sizeBytes, policy, resetOnFork, niceness, realtimePriority],
    ...[sliceNs, 0, 0],
  ]);
}

const setAffinity = 'my $mask = pack("b*", shift); syscall $call, $_ + 0, length $mask, $mask for $thread, @ARGV';

function lastProcessor(): number {
  return Number(/\d+$/.exec(readFileSync('/sys/devices/system/cpu/online', 'utf8').trim())?.[0]);
}

/** Whoever may not, or has no Perl, runs as others do. */
function callLinux(call: 'setAttributes' | 'setAffinity', thread: number, script: string, rest: (number | string)[]) {
  const number = syscallNumbers[process.arch]?.[call];
  if (number === undefined) return;
  const whole = `my ($call, $thread) = (0 + shift, 0 + shift); ${script}`;
  try {
    execFileSync('perl', ['-e', whole, ...[number, thread, ...rest].map(String)], { stdio: 'ignore' });
  } catch {}
}
