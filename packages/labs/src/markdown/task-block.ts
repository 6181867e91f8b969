// :::task NAME points=2 … with checks, :::hint and :::solution in it.

import type { Check } from '../checks/check.ts';
import type { Block, Document } from '../document.ts';
import type { RunAction } from '../lab.ts';
import { readCheckFence } from './check-fence.ts';
import { report, type StepContext } from './context.ts';
import type { Gathered } from './gathered.ts';
import type { BlockSection, Section } from './sections.ts';
import { takeChecks } from './take-checks.ts';
import { readWords } from './words.ts';

export type TaskText = {
  id: string;
  line: number;
  points: number;
  checks: Check[];
  hints: Document[];
  solution: Document | null;
  solutionRuns: RunAction[];
};

const idPattern = /^[a-z][a-z0-9-]{0,40}$/;

export function readTask(section: BlockSection, context: StepContext, gathered: Gathered): Block[] {
  const { line } = section;
  const { plain, values } = readWords(section.words);
  const [id = ''] = plain;
  if (!idPattern.test(id) || plain.length > 1) report(context, 'task-name', line, 'This task has no usable name.');
  const points = readPoints(values.points, line, context);
  for (const key of Object.keys(values))
    if (key !== 'points') report(context, 'block-words', line, `A task knows no "${key}=".`);
  const task: TaskText = { id, line, points, checks: [], hints: [], solution: null, solutionRuns: [] };
  context.actions.push({ type: 'task', id });
  const inner: Gathered = { ...gathered, inTask: true };
  const children = section.children.flatMap((child) => readPart(child, task, context, inner));
  gathered.tasks.push(task);
  return [{ type: 'task', id, children, hints: task.hints.length, hasSolution: task.solution !== null, points }];
}

function readPart(section: Section, task: TaskText, context: StepContext, gathered: Gathered): Block[] {
  if (section.type === 'markdown') {
    const { rest, fences } = takeChecks(section.text);
    for (const fence of fences) {
      const line = section.line + fence.line;
      if (!context.leading) report(context, 'check-language', line, 'This check stands in a translation.');
      else task.checks.push(...readCheckFence(fence, line, context));
    }
    return gathered.read([{ ...section, text: rest }], gathered);
  }
  if (section.name === 'hint') {
    const before = context.actions.length;
    task.hints.push(gathered.read(section.children, gathered));
    // What a hint lets run is no part of the way through the step.
    context.actions.length = before;
    return [];
  }
  if (section.name === 'solution') {
    if (task.solution) report(context, 'block-misplaced', section.line, 'The task has several solutions.');
    context.solution = task.solutionRuns;
    task.solution = gathered.read(section.children, gathered);
    context.solution = null;
    return [];
  }
  return gathered.read([section], gathered);
}

function readPoints(text: string | undefined, line: number, context: StepContext): number {
  if (text === undefined) return 1;
  const points = Number(text);
  if (Number.isInteger(points) && points >= 0 && points <= 100) return points;
  report(context, 'block-words', line, `Points are a number from 0 to 100, not "${text}".`);
  return 1;
}
