// What the kernel does for an instance: system calls, sockets, clocks, modules. The same is asked by a container of the
// worker's engine without Marina's filter: what is open there and closed here is closed by the filter.
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { listed, type Outcome, together } from '../case.ts';
import type { Ground } from '../ground.ts';
import { runBeside, type Stand } from '../inside.ts';

const program = path.join(import.meta.dirname, 'calls.py');
const unfiltered = ['--security-opt', 'seccomp=unconfined', '--cap-add', 'SYS_ADMIN'];
/** Calls with numbers: the old ones, and those since 5.1, which all architectures number alike. */
const ranges = ['0-334', '424-475'];

export async function everyCall({ marina, golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  if (os.arch() !== 'x64')
    return { notRun: `golden/system-calls.txt has the numbers of x64, and this is ${os.arch()}` };
  const seen = await attacker.program<string[]>(stand, program, 'every', ...ranges);
  const free = new Set(await runBeside<string[]>(marina, unfiltered, program, 'every', ...ranges));
  const entries = await golden.read('system-calls.txt');
  const names = new Map(entries.map((line) => [line.split(' ')[0], line.split(' ')[1]]));
  const lines = seen.map((line) => line.replace(/^\d+/, (number) => `${number} ${names.get(number) ?? 'unnamed'}`));
  // A kernel that does not know a call says so, where the filter lets it ask.
  const isMissingHere = (entry: string) => {
    const [number, , state] = entry.split(' ');
    return state === 'open' && free.has(`${number} absent`) && seen.includes(`${number} absent`);
  };
  // One that should be open and is absent is missed there.
  const known = lines.filter((line) => !/ absent$/.test(line) || entries.includes(line));
  const compared = await golden.compare('system-calls.txt', known, isMissingHere);
  const closed = seen.filter((line) => / (refused|absent|killed)$/.test(line)).map((line) => line.split(' ')[0]);
  const opened = closed.filter((number) => free.has(`${number} open`)).length;
  return withControl(compared, opened > 20, `${opened} of ${closed.length} closed ones are open without the filter`);
}

export async function everySocket({ marina, golden, attacker }: Ground, stand: Stand): Promise<Outcome> {
  const compared = await golden.compare('sockets.txt', await attacker.program<string[]>(stand, program, 'sockets'));
  const free = await runBeside<string[]>(marina, unfiltered, program, 'sockets');
  const families = withControl(compared, free.length > 40, `${free.length} without the filter`);
  if (os.arch() !== 'x64') return families;
  const done = await attacker.program<string[]>(stand, program, 'foreign');
  const foreign = done.filter((name) => name !== 'native');
  const possible = (await runBeside<string[]>(marina, unfiltered, program, 'foreign')).filter((n) => n !== 'native');
  const seen = `${listed(foreign)} ran; control: native ${done.includes('native') ? 'ran' : 'failed'}, ${listed(possible)} without the filter`;
  return together({ families, foreign: { ok: foreign.length === 0 && done.includes('native'), seen } });
}

export async function clocks({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  const drift = () => Date.now() - (performance.timeOrigin + performance.now());
  const before = drift();
  const { done, readable } = await attacker.program<{ done: string[]; readable: boolean }>(stand, program, 'clocks');
  const same = boot === (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')) && Math.abs(drift() - before) < 50;
  const seen = `${listed(done)} done, the machine ${same ? 'goes on' : 'has changed'}; control: the clock can ${readable ? '' : 'not '}be read`;
  return { ok: done.length === 0 && same && readable, seen };
}

export async function modules({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  const before = await loaded();
  if (before === undefined) return { notRun: 'this kernel has no loadable modules' };
  await attacker.program<boolean>(stand, program, 'modules');
  const more = ((await loaded()) ?? []).filter((name) => !before.includes(name));
  return { ok: more.length === 0, seen: `${listed(more)} loaded; ${before.length} were there` };
}

async function loaded(): Promise<string[] | undefined> {
  const text = await readFile('/proc/modules', 'utf8').catch(() => undefined);
  return text?.split('\n').flatMap((line) => line.split(' ')[0] || []);
}

export function withControl(outcome: Outcome, isGood: boolean, control: string): Outcome {
  if ('notRun' in outcome) return outcome;
  return { ok: outcome.ok && isGood, seen: `${outcome.seen}; control: ${control}` };
}
