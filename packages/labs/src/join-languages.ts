// Tasks and quizzes of all languages as one each: checks and answers from the leading language, texts from all.
import type { Quiz, Task } from './lab.ts';
import type { StepContext } from './markdown/context.ts';
import type { QuizText } from './markdown/quiz-block.ts';
import type { TaskText } from './markdown/task-block.ts';
import { type LabProblem, type ProblemCode, problem } from './problem.ts';
import type { ReadStep, Source } from './read-steps.ts';

type Found<T> = { text: T; language: string; context: StepContext };

export function joinTasks(steps: readonly ReadStep[], source: Source, problems: LabProblem[]): Task[] {
  const groups = grouped<TaskText>(steps, (text) => text.tasks, 'task-name', source, problems);
  return groups.map(({ step, id, leader, all }) => {
    const at = (code: ProblemCode, message: string) =>
      void problems.push(problem(code, leader.context.file, leader.text.line, message));
    if (leader.text.checks.length === 0) at('task-check', `The task "${id}" has no check.`);
    if (leader.text.solutionRuns.length === 0) at('task-solution', `The task "${id}" has no solution that can be run.`);
    return {
      id,
      step,
      points: leader.text.points,
      checks: leader.text.checks,
      hints: byLanguage(all, ({ hints }) => (hints.length > 0 ? hints : undefined)),
      solutions: byLanguage(all, ({ solution }) => solution ?? undefined),
      solutionRuns: byLanguage(all, ({ solution, solutionRuns }) => (solution ? solutionRuns : undefined)),
    };
  });
}

export function joinQuizzes(steps: readonly ReadStep[], source: Source, problems: LabProblem[]): Quiz[] {
  const groups = grouped<QuizText>(steps, (text) => text.quizzes, 'quiz-name', source, problems);
  return groups.flatMap(({ step, id, leader, all }) => {
    const { key, points } = leader.text;
    if (!key) return [];
    for (const { text, context, language } of all)
      if (text.key && key.kind !== 'text' && JSON.stringify(text.key) !== JSON.stringify(key))
        problems.push(
          problem(
            'translation-differs',
            context.file,
            text.line,
            `The quiz "${id}" has other options or answers in "${language}".`,
          ),
        );
    // Words differ from language to language; whoever answers in either is right.
    const accepted = all.flatMap(({ text }) => (text.key?.kind === 'text' ? text.key.accepted : []));
    const whole = key.kind === 'text' ? { kind: key.kind, accepted: [...new Set(accepted)] } : key;
    return [
      { id, step, points, key: whole, explanation: byLanguage(all, ({ explanation }) => explanation ?? undefined) },
    ];
  });
}

type Group<T> = { step: string; id: string; leader: Found<T>; all: Found<T>[] };

function grouped<T extends { id: string; line: number }>(
  steps: readonly ReadStep[],
  take: (text: { tasks: TaskText[]; quizzes: QuizText[] }) => readonly T[],
  twice: 'task-name' | 'quiz-name',
  source: Source,
  problems: LabProblem[],
): Group<T>[] {
  const groups: Group<T>[] = [];
  for (const { slug, texts } of steps) {
    const own = new Map<string, Group<T>>();
    let first = true;
    for (const [language, text] of texts) {
      const seen = new Set<string>();
      for (const part of take(text)) {
        const found = { text: part, language, context: text.context };
        const tell = (code: ProblemCode, message: string) =>
          void problems.push(problem(code, text.context.file, part.line, message));
        if (seen.has(part.id) || (first && groups.some(({ id }) => id === part.id)))
          tell(twice, `The name "${part.id}" occurs twice.`);
        seen.add(part.id);
        const group = own.get(part.id);
        if (group) group.all.push(found);
        else if (first) own.set(part.id, { step: slug, id: part.id, leader: found, all: [found] });
        else tell('translation-differs', `"${part.id}" stands in "${language}", but not in "${source.languages[0]}".`);
      }
      for (const { id, leader } of first ? [] : own.values())
        if (!seen.has(id))
          problems.push(
            problem('translation-differs', text.context.file, 1, `"${id}" of ${leader.context.file} is missing here.`),
          );
      first = false;
    }
    groups.push(...own.values());
  }
  return groups;
}

function byLanguage<T, V>(all: readonly Found<T>[], take: (text: T) => V | undefined): Record<string, V> {
  return Object.fromEntries(
    all.flatMap(({ text, language }) => {
      const value = take(text);
      return value === undefined ? [] : [[language, value] as const];
    }),
  );
}
