// Progress as its student may see it: of hints and solutions only those that were asked for.
import type { Lab, Quiz, Task } from '@marina/labs/lab';
import { variableValues } from '@marina/labs/variables';
import type { LabProgress, ProgressSummary, QuizProgress, TaskProgress } from '@marina/protocol/lab-progress';
import type { ProgressRecord } from './progress-store.ts';

export function viewProgress(lab: Lab, record: ProgressRecord): LabProgress {
  return {
    variables: { ...variableValues(lab.variables, record.seed) },
    step: lab.steps.some(({ slug }) => slug === record.step) ? record.step : null,
    tasks: entries(lab.tasks, (task) => {
      const touched = record.tasks.some((row) => row.task === task.id);
      return touched ? viewTask(task, record) : undefined;
    }),
    quizzes: entries(lab.quizzes, (quiz) => viewQuiz(quiz, record)),
  };
}

export function viewTask(task: Task, record: ProgressRecord): TaskProgress {
  const row = record.tasks.find(({ task: id }) => id === task.id);
  const hints = Array.from({ length: Math.min(row?.hintsShown ?? 0, hintCount(task)) }, (_, index) =>
    hint(task, index),
  );
  return {
    doneAt: row?.doneAt?.toISOString() ?? null,
    hints,
    solution: row?.solutionShown ? task.solutions : null,
  };
}

export function viewQuiz(quiz: Quiz, record: ProgressRecord): QuizProgress | undefined {
  const row = record.quizzes.find(({ quiz: id }) => id === quiz.id);
  return row && { answer: row.answer, isRight: row.isRight, explanation: quiz.explanation };
}

/** Languages may have hints of their own. */
export function hintCount({ hints }: Task): number {
  return Math.max(0, ...Object.values(hints).map(({ length }) => length));
}

/** What the catalogue shows of a lab; what was done counts only while the lab still has it. */
export function viewSummary(
  lab: Lab,
  { tasks, quizzes, step, lastAt }: ProgressRecord,
): ProgressSummary['labs'][string] {
  const done = lab.tasks.filter(({ id }) => tasks.some(({ task, doneAt }) => task === id && doneAt));
  const right = lab.quizzes.filter(({ id }) => quizzes.some(({ quiz, isRight }) => quiz === id && isRight));
  return {
    tasksDone: done.length,
    quizzesRight: right.length,
    points: [...done, ...right].reduce((sum, { points }) => sum + points, 0),
    step,
    lastAt: lastAt.toISOString(),
  };
}

function hint({ hints }: Task, index: number): TaskProgress['hints'][number] {
  return entries(
    Object.keys(hints).map((id) => ({ id })),
    ({ id }) => hints[id]?.[index],
  );
}

function entries<T extends { id: string }, V>(
  items: readonly T[],
  view: (item: T) => V | undefined,
): Record<string, V> {
  const record: Record<string, V> = {};
  for (const item of items) {
    const value = view(item);
    if (value !== undefined) record[item.id] = value;
  }
  return record;
}
