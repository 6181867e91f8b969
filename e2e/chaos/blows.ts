// One kill at one point of a session's life, and what became of the session.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@marina/protocol/session';
import { promptPattern } from '../attached-terminal.ts';
import { listContainers } from '../machine/outer-docker.ts';
import { eventually } from '../machine/settle.ts';
import { findPid, type Marina, type Victim } from '../marina-under-test.ts';
import { Student } from '../student.ts';
import { converge, isEmpty, isSound } from './soundness.ts';

export type Outcome = {
  ok: boolean;
  /** Until the machine was what the rows say; undefined when it was not in time. */
  seconds: number | undefined;
  /** What was seen, for the table. */
  seen: string;
  /** The machine could not be emptied afterwards: further cases on it would tell nothing. */
  stuck?: boolean;
};

export async function killAtCreate(marina: Marina, victim: Victim, delayMs: number): Promise<Outcome> {
  return withStudent(marina, async (student) => {
    const opening = student.open().catch(() => undefined);
    await sleep(delayMs);
    const killed = kill(marina, victim);
    const seconds = await converge(marina, killed, () => isSound(marina, student));
    const opened = await opening;
    const session = opened && (await student.read(opened.id));
    return { ok: seconds !== undefined, seconds, seen: session ? stateOf(session) : 'not acknowledged' };
  });
}

export async function killAtRun(marina: Marina, victim: Victim): Promise<Outcome> {
  return withStudent(marina, async (student) => {
    const opened = await openSession(student);
    const { id } = opened;
    const terminal = opened.instances[0]?.terminals[0] ?? '';
    await typeInto(student, id, terminal, 'kept=42; clear; echo set-$kept\n', /set-42/);
    const before = await containersOf(marina, id);
    const killed = kill(marina, victim);
    const seconds = await converge(marina, killed, () => isSound(marina, student));
    const session = await student.read(id);
    const after = await containersOf(marina, id);
    const isSame = session.status === 'active' && after.join() === before.join();
    const goesOn = isSame && (await typeInto(student, id, terminal, 'clear; echo still-$kept\n', /still-42/));
    const opens = isSame && (await canOpen(student, session));
    const shells = `${goesOn ? 'same shell' : 'SHELL LOST'}, ${opens ? 'opens another' : 'NO OTHER SHELL'}`;
    const seen = `${stateOf(session)}, ${isSame ? 'same container' : 'another container'}, ${shells}`;
    return { ok: seconds !== undefined && isSame && goesOn && opens, seconds, seen };
  });
}

export async function killAtEnd(marina: Marina, victim: Victim, delayMs: number): Promise<Outcome> {
  return withStudent(marina, async (student) => {
    const { id } = await openSession(student);
    const ending = student.end(id).catch(() => undefined);
    await sleep(delayMs);
    const killed = kill(marina, victim);
    const acknowledged = (await ending) !== undefined;
    const isGone = async () => (await student.read(id)).status === 'ended' && (await isEmpty(marina));
    const isGood = acknowledged ? isGone : () => isSound(marina, student);
    const seconds = await converge(marina, killed, isGood);
    return { ok: seconds !== undefined, seconds, seen: stateOf(await student.read(id)) };
  });
}

/** Afterwards the machine is empty again, so that no case can pass for the next one's. */
async function withStudent(marina: Marina, act: (student: Student) => Promise<Outcome>): Promise<Outcome> {
  const student = await Student.arrive(marina.baseUrl);
  const outcome = await act(student).catch((error: unknown) => ({
    ok: false,
    seconds: undefined,
    seen: String(error),
  }));
  const isClear = async () => {
    for (const { id, status } of await student.list()) if (status !== 'ending') await student.end(id);
    return isEmpty(marina);
  };
  try {
    await eventually('the machine is empty again', isClear, 60_000);
    return outcome;
  } catch (error) {
    return { ...outcome, ok: false, stuck: true, seen: `${outcome.seen}; ${(error as Error).message}` };
  }
}

async function openSession(student: Student): Promise<Session> {
  const { id } = await student.open();
  return student.until(id, ({ status, instances }) => status === 'active' && instances[0]?.terminals.length === 1);
}

function kill(marina: Marina, victim: Victim): { victim: Victim; pid: number } {
  const pid = findPid(marina, victim);
  if (pid === undefined) throw new Error(`the ${victim} does not run`);
  process.kill(pid, 'SIGKILL');
  return { victim, pid };
}

async function canOpen(student: Student, { id, instances }: Session): Promise<boolean> {
  const opened = await student.openTerminal(id, instances[0]?.id ?? '').catch(() => undefined);
  return opened !== undefined && typeInto(student, id, opened, 'echo op$((1))en\n', /op1en/);
}

/** Whether the terminal shows what was awaited. */
async function typeInto(student: Student, session: string, id: string, text: string, answer: RegExp): Promise<boolean> {
  const terminal = student.attach(session, id);
  try {
    await terminal.until(promptPattern);
    terminal.type(text);
    await terminal.until(answer);
    return true;
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}

async function containersOf(marina: Marina, session: string): Promise<string[]> {
  return (await listContainers(marina)).filter((container) => container.session === session).map(({ id }) => id);
}

function stateOf({ status, endReason }: Session): string {
  return endReason ? `${status} (${endReason})` : status;
}
