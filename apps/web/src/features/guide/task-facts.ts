// What a task offers in all its languages together: a translation may leave out hints, points and the solution, and
// the manager then gives those of another language.
import type { LabContent } from '@marina/protocol/lab-content';
import { z } from 'zod';

export type TaskFacts = { points: number; hints: number; hasSolution: boolean };

const taskSchema = z.object({ type: z.literal('task'), id: z.string(), hints: z.number(), hasSolution: z.boolean() });

export function taskFacts({ tasks, steps }: Pick<LabContent, 'tasks' | 'steps'>, id: string): TaskFacts {
  const task = tasks.find((other) => other.id === id);
  const step = steps.find(({ slug }) => slug === task?.step);
  const blocks = findTasks(Object.values(step?.documents ?? {})).filter((block) => block.id === id);
  return {
    points: task?.points ?? 0,
    hints: Math.max(0, ...blocks.map(({ hints }) => hints)),
    hasSolution: blocks.some(({ hasSolution }) => hasSolution),
  };
}

/** Tasks may stand in tabs, lists, details… */
function findTasks(value: unknown): z.infer<typeof taskSchema>[] {
  if (typeof value !== 'object' || value === null) return [];
  const task = taskSchema.safeParse(value);
  return task.success ? [task.data] : Object.values(value).flatMap(findTasks);
}
