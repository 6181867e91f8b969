'use client';
// Hints one at a time, and the solution for who asks twice.
import { Lightbulb } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { Button } from '../../ui/button.tsx';
import { AuthoredText } from './authored-text.tsx';
import { useGuide } from './guide-context.ts';
import { inOrder } from './in-order.tsx';
import { SolutionQuestion } from './solution-question.tsx';
import type { TaskFacts } from './task-facts.ts';

type TaskHelpProps = { task: string; facts: TaskFacts; isDone: boolean };

export function TaskHelp({ task, facts: { hints, hasSolution }, isDone }: TaskHelpProps) {
  const t = useTranslations('guide.task');
  const errors = useTranslations('errors');
  const { progress, actions } = useGuide();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const { hints: given = [], solution = null } = progress.tasks[task] ?? {};
  const hintsLeft = Math.max(0, hints - given.length);
  const asksSolution = hasSolution && solution === null;

  const ask = async (request: Promise<Failure | undefined>) => {
    setIsBusy(true);
    setFailure(await request);
    setIsBusy(false);
  };
  const isEmpty = given.length === 0 && solution === null;
  if (isEmpty && (isDone || (hintsLeft === 0 && !asksSolution))) return null;
  return (
    <div className="border-line border-t px-4 py-2.5 text-[14px]">
      <div aria-live="polite">
        {inOrder(given, (hint, index) => (
          <Help title={t('hint', { number: index + 1 })}>
            <AuthoredText documents={hint} />
          </Help>
        ))}
        {solution && (
          <Help title={t('solution')}>
            <AuthoredText documents={solution} />
          </Help>
        )}
        {failure && <p className="py-1 text-danger">{errors(failure)}</p>}
      </div>
      {!isDone && (
        <div className="-ml-2.5 flex flex-wrap items-center gap-1">
          {hintsLeft > 0 && (
            <Button look="quiet" size="small" disabled={isBusy} onClick={() => void ask(actions.askForHint(task))}>
              <Lightbulb size={14} aria-hidden />
              {given.length === 0 ? t('askHint', { left: hintsLeft }) : t('askNextHint', { left: hintsLeft })}
            </Button>
          )}
          {asksSolution && (
            <SolutionQuestion hintsLeft={hintsLeft} onAsk={() => void ask(actions.askForSolution(task))} />
          )}
        </div>
      )}
    </div>
  );
}

function Help({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="animate-enter py-1.5">
      <p className="mb-1 font-semibold text-muted text-xs">{title}</p>
      {children}
    </div>
  );
}
