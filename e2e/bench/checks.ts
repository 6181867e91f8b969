// What checks cost: one look at a task, and the watch over thirty students who work at the same time.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@marina/protocol/session';
import { stageLabs } from '../labs/stage-labs.ts';
import { findPid, type MarinaPlace, type Victim, withMarina } from '../marina-under-test.ts';
import { Student } from '../student.ts';
import type { TerminalSocket } from '../terminal-socket.ts';
import { median, type Outcome } from './figures.ts';

const lab = 'measured';
const studentCount = 30;
const windowMs = 60_000;
/** A student at work presses Enter this often: who does nothing is looked at less. */
const typeEveryMs = 5_000;
const assertionTargetMs = 300;
const shareTarget = 15;
const warmUps = 5;
const looksPerRun = 20;
const readyMs = 120_000;
/** Of /proc: the kernel's USER_HZ. */
const ticksPerSecond = 100;

type Seat = { student: Student; session: Session; terminal: TerminalSocket };

export async function checksBench(runs: number): Promise<Outcome> {
  using labs = await stageLabs(path.join(import.meta.dirname, 'checks-labs'));
  const env = {
    MARINA_LABS: labs.directory,
    MARINA_WEB: 'off',
    MARINA_POOL: '0',
    MARINA_MAX_SESSIONS: String(studentCount),
    MARINA_INSTANCE_MEMORY_MB: '512',
    MARINA_INSTANCE_DISK_MB: '1024',
  };
  // Awaited here: the labs are there for as long as this runs.
  return await withMarina({ name: 'e2e-bench-checks', env }, async (place) => {
    const [first, ...others] = await takeSeats(place);
    if (!first) throw new Error('nobody sat down');
    const looks = await timeLooks(first, runs * looksPerRun);
    const seats = [first, ...others];
    const quiet = await measureShare(place, seats);
    const sockets = await Promise.all(seats.map(({ student, session }) => student.follow(session.id)));
    const watched = await measureShare(place, seats);
    for (const socket of sockets) socket.close();
    for (const { terminal } of seats) terminal.close();
    return outcome(looks, quiet, watched);
  });
}

function outcome(looks: number[], quiet: Shares, watched: Shares): Outcome {
  const looksMs = median(looks);
  const share = total(watched) - total(quiet);
  return {
    notes: [
      `${studentCount} students, Enter every ${typeEveryMs / 1000} s, ${windowMs / 1000} s each, % of one core:`,
      `without checks: ${shown(quiet)}`,
      `with checks:    ${shown(watched)}`,
      '',
    ],
    figures: [
      {
        figure: 'assertion-p50',
        value: looksMs,
        unit: 'ms',
        n: looks.length,
        target: `< ${assertionTargetMs} ms`,
        ok: looksMs < assertionTargetMs,
      },
      {
        figure: 'thirty-students-core-share',
        value: share,
        unit: '%',
        n: studentCount,
        target: `< ${shareTarget} %`,
        ok: share < shareTarget,
      },
    ],
  };
}

/** A few at a time: an instance's Docker Engine takes a core while it starts. */
async function takeSeats({ baseUrl }: MarinaPlace): Promise<Seat[]> {
  const seats: Seat[] = [];
  while (seats.length < studentCount) {
    const few = Math.min(3, studentCount - seats.length);
    seats.push(...(await Promise.all(Array.from({ length: few }, () => takeSeat(baseUrl)))));
  }
  return seats;
}

async function takeSeat(baseUrl: string): Promise<Seat> {
  const student = await Student.arrive(baseUrl);
  const { id } = await student.open(lab);
  const isReady = ({ instances }: Session) => instances[0]?.dockerReady === true && instances[0].terminals.length > 0;
  const session = await student.until(id, isReady, readyMs);
  const terminal = student.attachBytes(id, session.instances[0]?.terminals[0] ?? '', {
    onOutput: (_data, parsed) => parsed(),
    onEnd: () => undefined,
  });
  return { student, session, terminal };
}

async function timeLooks({ student, session }: Seat, count: number): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count + warmUps) {
    const startedAt = performance.now();
    await student.look(session.id, 'web');
    times.push(performance.now() - startedAt);
  }
  return times.slice(warmUps);
}

type Shares = { shares: Record<string, number>; machine: number };
const measured = ['manager', 'agent', 'dockerd'] as const satisfies Victim[];

async function measureShare(place: MarinaPlace, seats: Seat[]): Promise<Shares> {
  // What began with the change before has settled.
  await sleep(5_000);
  const typing = setInterval(() => {
    for (const { terminal } of seats) terminal.type('\r');
  }, typeEveryMs);
  const before = measured.map((who) => cpuTicks(place, who));
  const machineBefore = machineTicks();
  const startedAt = performance.now();
  await sleep(windowMs);
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(typing);
  const share = (ticks: number) => (100 * ticks) / ticksPerSecond / seconds;
  const shares = measured.map((who, index) => [who, share(cpuTicks(place, who) - (before[index] ?? 0))]);
  return { shares: Object.fromEntries(shares), machine: share(machineTicks() - machineBefore) };
}

/** All work of the machine, instances and this bench included. */
function machineTicks(): number {
  const [user = 0, nice = 0, system = 0] = readFileSync('/proc/stat', 'utf8').split(/\s+/).slice(1, 4).map(Number);
  return user + nice + system;
}

function cpuTicks(place: MarinaPlace, who: Victim): number {
  const pid = findPid(place, who);
  if (pid === undefined) throw new Error(`the ${who} does not run`);
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, user = 0, system = 0] =
    /(?:\S+ ){11}(\d+) (\d+)/.exec(stat.slice(stat.lastIndexOf(')') + 2))?.map(Number) ?? [];
  return user + system;
}

function total({ shares }: Shares): number {
  return Object.values(shares).reduce((sum, share) => sum + share, 0);
}

function shown({ shares, machine }: Shares): string {
  const each = Object.entries(shares).map(([who, share]) => `${who} ${share.toFixed(1)}`);
  return `${each.join(', ')}; the whole machine ${machine.toFixed(1)}`;
}
