'use client';
// What is known of a task, from what is kept and from what the session's checks see.
import type { CheckState } from '@marina/protocol/lab-progress';
import { useGuide } from './guide-context.ts';
import { isTaskDone } from './lab-tally.ts';

type Verdicts = CheckState['tasks'][string]['verdicts'];

export type TaskState = {
  /** `looking`: a session is there, and its checks look at the task again and again. */
  is: 'open' | 'looking' | 'done';
  /** Undefined before the first look. */
  verdicts: Verdicts | undefined;
};

export function useTaskState(task: string): TaskState {
  const { progress, session } = useGuide();
  const checks = session?.checks;
  const verdicts = checks?.tasks[task]?.verdicts;
  if (isTaskDone(task, progress, checks)) return { is: 'done', verdicts };
  return { is: session ? 'looking' : 'open', verdicts };
}
