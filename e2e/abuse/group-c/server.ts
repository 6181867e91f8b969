// Marina's own server: terminals that nobody reads, huge frames, requests and sockets without end, sessions without end.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPid, type MarinaPlace } from '../../marina-under-test.ts';
import { type Outcome, together } from '../case.ts';
import { endsWithUs } from '../ends-with-us.ts';
import { caps, type Ground } from '../ground.ts';
import { finish } from '../inside.ts';

const program = path.join(import.meta.dirname, 'server-attack.ts');
/** What it costs to attack is the attacker's own: in a session of its own, as niceness counts within one. */
const goesLast = ['setsid', 'sh', '-c', 'echo 19 >/proc/self/autogroup || true; exec nice -n 19 "$@"', 'sh'];
const floods = 4;
/** In the second half of a flood: what grows then would go on growing. */
const grownMibAllowed = 16;
/** Of one viewer, all of their tabs together. */
const socketsAllowed = 300;

export async function endlessOutput({ marina, students, attacker }: Ground): Promise<Outcome> {
  const { mallory } = students;
  const terminals = await Promise.all(
    Array.from({ length: floods }, () => mallory.openTerminal(attacker.session, attacker.instance)),
  );
  const running = terminals.map((terminal) => attack('flood', mallory.addressOf(attacker.session, terminal)));
  const seen: number[] = [];
  for (let second = 0; second < 10; second++) {
    await sleep(1000);
    seen.push(await residentMib(marina));
  }
  await Promise.all(running);
  await Promise.all(terminals.map((terminal) => mallory.closeTerminal(attacker.session, terminal)));
  const [early, late] = [Math.max(...seen.slice(0, 5)), Math.max(...seen.slice(5))];
  const text = `manager and agent hold ${early.toFixed(0)} MiB at most in 5 s, then ${late.toFixed(0)}, with ${floods} floods`;
  return { ok: late - early < grownMibAllowed, seen: text };
}

export async function hugeFrame({ marina, students, attacker }: Ground): Promise<Outcome> {
  const { mallory } = students;
  const before = await residentMib(marina);
  const terminal = await mallory.openTerminal(attacker.session, attacker.instance);
  const address = mallory.addressOf(attacker.session, terminal);
  const codes = await Promise.all([address, eventsOf(address)].map((place) => attack<number>('hugeFrame', place)));
  await mallory.closeTerminal(attacker.session, terminal);
  const grown = (await residentMib(marina)) - before;
  const ok = codes.every((code) => code === 1009) && grown < grownMibAllowed;
  return { ok, seen: `closed with ${codes.join(' and ')}; ${grown.toFixed(0)} MiB more` };
}

export async function slowRequests({ marina }: Ground): Promise<Outcome> {
  const acting = { done: false };
  const attacking = attack<{ tried: number; left: number }>('slowHeaders', { url: marina.baseUrl }).finally(() => {
    acting.done = true;
  });
  let slowestMs = 0;
  while (!acting.done) {
    const askedAt = performance.now();
    const reply = await fetch(new URL('/healthz', marina.baseUrl), { signal: AbortSignal.timeout(5000) });
    await reply.arrayBuffer();
    slowestMs = Math.max(slowestMs, performance.now() - askedAt);
    await sleep(250);
  }
  const { tried, left } = await attacking;
  const seen = `${tried - left}/${tried} unended headers closed; others answered in ${slowestMs.toFixed(0)} ms at most`;
  return { ok: left === 0 && slowestMs < 1000, seen };
}

export async function idleSockets({ students, attacker }: Ground): Promise<Outcome> {
  const address = eventsOf(students.mallory.addressOf(attacker.session, ''));
  const { open, refused } = await attack<{ open: number; refused: number }>('idleSockets', address);
  const ok = open <= socketsAllowed && open > socketsAllowed / 2 && refused === 1000 - open;
  return { ok, seen: `${open} of 1,000 stay, ${refused} refused with 4429` };
}

export async function manySessions({ marina, students }: Ground): Promise<Outcome> {
  const counts = await attack<Record<string, number>>('openings', { url: marina.baseUrl });
  const stillServed = (await students.alice.list()).length > 0;
  const seen = Object.entries(counts).map(([status, count]) => `${count} got ${status}`);
  const refused = counts['429'] ?? 0;
  return together({
    sessions: { ok: refused >= 100 - caps.openings && (counts['201'] ?? 0) > 0, seen: seen.join(', ') },
    control: { ok: stillServed, seen: stillServed ? 'others are served' : 'others are refused' },
  });
}

async function attack<T>(kind: string, place: { url: string; headers?: Record<string, string> }): Promise<T> {
  const [setpriv, ...options] = endsWithUs;
  const attacker = [process.execPath, program, kind, place.url, place.headers?.cookie ?? ''];
  const command = [...options, ...goesLast, ...attacker];
  const { code, output } = await finish(spawn(setpriv, command, { stdio: ['ignore', 'pipe', 'pipe'] }));
  if (code !== 0) throw new Error(`${kind} ended with ${code}: ${output.trim().slice(-300)}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as T;
}

function eventsOf({ url, headers }: { url: string; headers: Record<string, string> }) {
  return { url: url.replace(/terminals\/.*/, 'events'), headers };
}

async function residentMib(marina: MarinaPlace): Promise<number> {
  const pids = (['manager', 'agent'] as const).map((victim) => findPid(marina, victim));
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')));
  return texts.reduce((sum, text) => sum + Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0), 0) / 1024;
}
