// What the reader has done in a lab, as the manager keeps it, and what changes it.
import type { LabProgress, QuizAnswer, TaskProgress } from '@marina/protocol/lab-progress';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { answerQuiz, askForHint, askForSolution, readLabProgress, saveStep } from '../../api/labs.ts';
import type { Failure, Reply } from '../../api/reply.ts';

export type ProgressActions = ReturnType<typeof useLabProgress>['actions'];

const nothing: LabProgress = { variables: {}, step: null, tasks: {}, quizzes: {} };

/** `progress` is undefined until it was read; after a failure to read it, nothing was done. */
export function useLabProgress(lab: string) {
  const [progress, setProgress] = useState<LabProgress>();
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    let isWanted = true;
    void readLabProgress(lab).then((reply) => {
      if (!isWanted) return;
      setProgress(reply.ok ? reply.value : nothing);
      setFailure(reply.ok ? undefined : reply.code);
    });
    return () => {
      isWanted = false;
    };
  }, [lab]);

  const take = useCallback(
    <T>(reply: Reply<T>, change: (before: LabProgress, value: T) => LabProgress): Failure | undefined => {
      if (!reply.ok) return reply.code;
      setProgress((before) => change(before ?? nothing, reply.value));
      return undefined;
    },
    [],
  );

  const actions = useMemo(() => {
    const withTask = (task: string) => (before: LabProgress, entry: TaskProgress) => ({
      ...before,
      tasks: { ...before.tasks, [task]: entry },
    });
    return {
      askForHint: async (task: string) => take(await askForHint(lab, task), withTask(task)),
      askForSolution: async (task: string) => take(await askForSolution(lab, task), withTask(task)),
      answer: async (quiz: string, answer: QuizAnswer) =>
        take(await answerQuiz(lab, quiz, answer), (before, entry) => ({
          ...before,
          quizzes: { ...before.quizzes, [quiz]: entry },
        })),
      /** Best effort: the page's address knows the step as well. */
      keepStep: (step: string) => void saveStep(lab, step),
    };
  }, [lab, take]);

  return { progress, failure, actions };
}
