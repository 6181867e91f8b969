// How far a reader has come in a lab.
import type { LabContent } from '@marina/protocol/lab-content';
import type { CheckState, LabProgress } from '@marina/protocol/lab-progress';

export type Tally = { done: number; total: number };

/** A task stays done, whoever tells first: the session's checks, or what was kept. */
export function isTaskDone(task: string, progress: LabProgress, checks: CheckState | undefined): boolean {
  return Boolean(progress.tasks[task]?.doneAt ?? checks?.tasks[task]?.doneAt);
}

/** Tasks of a step, or of the whole lab. */
export function tallyTasks(
  { tasks }: LabContent,
  progress: LabProgress,
  checks: CheckState | undefined,
  step?: string,
): Tally {
  const counted = tasks.filter((task) => step === undefined || task.step === step);
  return { done: counted.filter(({ id }) => isTaskDone(id, progress, checks)).length, total: counted.length };
}

/** Points of tasks that are done and of quizzes that were answered right. */
export function tallyPoints(lab: LabContent, progress: LabProgress, checks: CheckState | undefined): Tally {
  const earned = [
    ...lab.tasks.map(({ id, points }) => ({ points, isDone: isTaskDone(id, progress, checks) })),
    ...lab.quizzes.map(({ id, points }) => ({ points, isDone: progress.quizzes[id]?.isRight ?? false })),
  ];
  const sum = (all: readonly { points: number }[]) => all.reduce((total, { points }) => total + points, 0);
  return { done: sum(earned.filter(({ isDone }) => isDone)), total: sum(earned) };
}
