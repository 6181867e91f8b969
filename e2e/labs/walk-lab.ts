// One student goes through one lab in one language: every run block, every task, in order.
import { setTimeout as sleep } from 'node:timers/promises';
import { fillText } from '@marina/labs/fill-document';
import { inLanguage, type Lab, type LabAction, type RunAction, type Task } from '@marina/labs/lab';
import type { CheckState } from '@marina/protocol/lab-progress';
import type { Session } from '@marina/protocol/session';
import { Student } from '../student.ts';
import { type LabTerminal, openLabTerminal } from './lab-terminal.ts';

export type TaskResult = {
  task: string;
  /** Whether the checks failed before the solution, and passed after it. */
  failedBefore: boolean;
  passedAfter: boolean;
  seconds: number;
  /** Why it is no success, one sentence each. */
  misses: string[];
};

export type WalkOptions = { baseUrl: string; lab: Lab; language: string; onTask: (result: TaskResult) => void };

const readyMs = 120_000;
/** Images are built one at a time, those of the labs beside this one too. */
const builtMs = 900_000;
/** What a solution has begun may take a moment to be there. */
const passWithinMs = 30_000;

/** Resolves with what went wrong outside of tasks. */
export async function walkLab({ baseUrl, lab, language, onTask }: WalkOptions): Promise<string[]> {
  const student = await Student.arrive(baseUrl, language);
  const session = await student.open(lab.slug);
  const terminals = createTerminals(student, session.id);
  try {
    const patienceMs = lab.instances.some(({ build }) => build !== undefined) ? builtMs : readyMs;
    const { status, endReason } = await student.until(session.id, isReadyOrOver, patienceMs);
    if (status !== 'active') throw new Error(`the session ended before it began: ${endReason}`);
    const { variables } = await student.readProgress(lab.slug);
    const walk: Walk = { student, session, lab, language, variables, terminals };
    return await walkSteps(walk, onTask);
  } finally {
    terminals.close();
    await student.end(session.id);
  }
}

type Walk = {
  student: Student;
  session: Session;
  lab: Lab;
  language: string;
  variables: Record<string, string>;
  terminals: Terminals;
};

async function walkSteps(walk: Walk, onTask: WalkOptions['onTask']): Promise<string[]> {
  const { lab, language } = walk;
  const misses: string[] = [];
  const actions = lab.steps.flatMap(
    ({ slug, actions }) => inLanguage(lab, actions, language)?.value.map((action) => ({ step: slug, action })) ?? [],
  );
  for (const [index, { step, action }] of actions.entries()) {
    const later = actions.slice(index + 1).map((next) => next.action);
    if (action.type === 'task') {
      const task = lab.tasks.find(({ id }) => id === action.id);
      if (task) onTask(await walkTask(walk, task, later));
    } else
      await run(walk, action, later).catch((error: Error) => misses.push(`${step}: ${said(action)}: ${error.message}`));
  }
  return misses;
}

async function walkTask(walk: Walk, task: Task, later: LabAction[]): Promise<TaskResult> {
  const { student, session, lab, language } = walk;
  const misses: string[] = [];
  const before = (await student.look(session.id, task.id)).tasks[task.id];
  const failedBefore = (before?.verdicts ?? []).some(({ passed }) => !passed);
  if (!failedBefore) misses.push('its checks pass already before its solution');
  const startedAt = Date.now();
  const runs = inLanguage(lab, task.solutionRuns, language)?.value ?? [];
  if (runs.length === 0) misses.push('it has no solution that can be run');
  for (const [index, action] of runs.entries())
    await run(walk, action, [...runs.slice(index + 1), ...later]).catch((error: Error) =>
      misses.push(`${said(action)}: ${error.message}`),
    );
  const after = await lookUntilPassed(walk, task);
  const passedAfter = isPassed(after);
  if (!passedAfter) misses.push(...sentencesOf(after, language));
  return { task: task.id, failedBefore, passedAfter, seconds: (Date.now() - startedAt) / 1000, misses };
}

async function lookUntilPassed(
  { student, session }: Walk,
  task: Task,
): Promise<CheckState['tasks'][string] | undefined> {
  const deadline = Date.now() + passWithinMs;
  for (;;) {
    const seen = (await student.look(session.id, task.id)).tasks[task.id];
    if (isPassed(seen) || Date.now() > deadline) return seen;
    await sleep(1000);
  }
}

function isPassed(seen: CheckState['tasks'][string] | undefined): boolean {
  return seen !== undefined && seen.verdicts.length > 0 && seen.verdicts.every(({ passed }) => passed);
}

function sentencesOf(seen: CheckState['tasks'][string] | undefined, language: string): string[] {
  const failed = seen?.verdicts.flatMap((verdict) => (verdict.passed ? [] : [verdict.sentence])) ?? [];
  if (failed.length === 0) return ['the instance could not be looked at'];
  return failed.map((sentence) => (language === 'fr' ? sentence.fr : sentence.en));
}

async function run({ student, session, variables, terminals }: Walk, action: RunAction, later: LabAction[]) {
  const now = await student.read(session.id);
  const portAddress = (name: string, port: number) =>
    now.instances.find((instance) => instance.name === name)?.exposures.find((exposure) => exposure.port === port)?.url;
  const next = later.find(
    (other) => other.type === 'run' && other.instance === action.instance && other.terminal === action.terminal,
  );
  const terminal = await terminals.find(now, action);
  await terminal.run({
    text: fillText(action.text, { variables, portAddress }),
    interrupt: action.interrupt,
    isInterruptedLater: next?.type === 'run' && next.interrupt,
  });
}

/** A terminal stays open from block to block, as the student's does. */
function createTerminals(student: Student, sessionId: string) {
  const open = new Map<string, LabTerminal>();
  return {
    async find(session: Session, { instance: name, terminal: number }: RunAction): Promise<LabTerminal> {
      const key = `${name}#${number}`;
      const known = open.get(key);
      if (known && !known.hasEnded) return known;
      const instance = session.instances.find((candidate) => candidate.name === name);
      if (!instance) throw new Error(`there is no instance ${name}`);
      // Instances come with one terminal; a shell that has ended, and a second terminal, are opened anew.
      const first = number === 1 && !known ? instance.terminals[0] : undefined;
      const id = first ?? (await student.openTerminal(sessionId, instance.id));
      const terminal = openLabTerminal(student.addressOf(sessionId, id));
      open.set(key, terminal);
      return terminal;
    },
    close: () => {
      for (const terminal of open.values()) terminal.close();
    },
  };
}
type Terminals = ReturnType<typeof createTerminals>;

function isReadyOrOver({ status, instances }: Session): boolean {
  if (status === 'ending' || status === 'ended') return true;
  return status === 'active' && instances.every((instance) => instance.dockerReady !== false);
}

function said({ instance, text }: RunAction): string {
  const [first = ''] = text.split('\n');
  return `on ${instance}, "${first.length > 60 ? `${first.slice(0, 59)}…` : first}"`;
}
