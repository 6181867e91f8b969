// What a task offers in all its languages together: a translation may leave out hints, points and the solution, and
// the manager then gives those of another language.
import type { LabContent } from '@marina/protocol/lab-content';
import { z } from 'zod';
import { findNodes } from './find-nodes.ts';

export type TaskFacts = { points: number; hints: number; hasSolution: boolean };

const taskSchema = z.object({ id: z.string(), hints: z.number(), hasSolution: z.boolean() });

export function taskFacts({ tasks, steps }: Pick<LabContent, 'tasks' | 'steps'>, id: string): TaskFacts {
  const task = tasks.find((other) => other.id === id);
  const step = steps.find(({ slug }) => slug === task?.step);
  const blocks = findNodes(Object.values(step?.documents ?? {}), 'task')
    .map((block) => taskSchema.parse(block))
    .filter((block) => block.id === id);
  return {
    points: task?.points ?? 0,
    hints: Math.max(0, ...blocks.map(({ hints }) => hints)),
    hasSolution: blocks.some(({ hasSolution }) => hasSolution),
  };
}
