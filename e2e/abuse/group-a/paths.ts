// What an instance can open, make and mount: /proc, /sys, /dev, file systems.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listed, type Outcome } from '../case.ts';
import type { Ground } from '../ground.ts';
import type { Stand } from '../inside.ts';
import { withControl } from './kernel-calls.ts';

const program = path.join(import.meta.dirname, 'paths.py');
/** Each of them would be the machine. */
const deadly = ['/proc/sys/kernel/core_pattern', '/proc/sysrq-trigger', '/proc/sys/kernel/modprobe', '/proc/kcore'];
const harmless = ['/proc/self/comm', '/dev/null'];

export async function writablePaths({ golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const found = await attacker.program<string[]>(stand, program, 'writable');
  const compared = await golden.compare(`writable-paths${ofStand(stand)}.txt`, found, isMissingHere);
  const opened = await attacker.program<string[]>(stand, program, 'opened', ...deadly, ...harmless);
  const wrong = opened.filter((name) => deadly.includes(name));
  const control = `${harmless.filter((name) => opened.includes(name)).length}/${harmless.length} harmless ones open`;
  if (wrong.length > 0) return { ok: false, seen: `${listed(wrong)} open for writing` };
  return withControl(
    compared,
    harmless.every((name) => opened.includes(name)),
    control,
  );
}

export async function freshMounts({ golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const found = await attacker.program<string[] | null>(stand, program, 'fresh');
  // A kernel that refuses the mount closes this way altogether; then nested containers don't start either.
  if (found === null) return { ok: false, seen: 'neither can be mounted anew, which nested containers need' };
  const compared = await golden.compare('writable-paths-fresh.txt', found, isMissingHere);
  const control = found.includes('/proc/self/comm');
  return withControl(compared, control, `its own files ${control ? 'are' : 'are not'} among them`);
}

export async function deviceList({ golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const { found, made } = await attacker.program<{ found: string[]; made: string[] }>(stand, program, 'devices');
  const compared = await golden.compare(`dev${ofStand(stand)}.txt`, found);
  const wrong = made.filter((name) => name !== 'fifo');
  if (wrong.length > 0) return { ok: false, seen: `${listed(wrong)} made` };
  const control = made.includes('fifo');
  return withControl(compared, control, `a fifo can ${control ? '' : 'not '}be made`);
}

export async function fileSystems({ golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const mounted = await attacker.program<string[]>(stand, program, 'filesystems');
  const known = (await readFile('/proc/filesystems', 'utf8')).split('\n').map((line) => line.split('\t').at(-1));
  const compared = await golden.compare('file-systems.txt', mounted, (kind) => !known.includes(kind));
  return withControl(
    compared,
    mounted.includes('overlay'),
    `overlay ${mounted.includes('overlay') ? 'works' : 'fails'}`,
  );
}

/** What containers are given differs a little from what an instance is. */
function ofStand(stand: Stand): string {
  return stand === 'nested' ? '-nested' : '';
}

/** This kernel was built without it, or it is for other hardware. */
function isMissingHere(pattern: string): boolean {
  return !pattern.includes('*') && !existsSync(pattern);
}
