'use client';
// A question. The manager knows the answer, and keeps the reader's.
import type { QuizAnswer } from '@marina/protocol/lab-progress';
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { Button } from '../../ui/button.tsx';
import { AuthoredText } from './authored-text.tsx';
import { Drawn } from './drawn.tsx';
import { useGuide } from './guide-context.ts';
import { type Quiz, QuizFields } from './quiz-fields.tsx';

export function QuizBlock({ block }: { block: Quiz }) {
  const t = useTranslations('guide.quiz');
  const errors = useTranslations('errors');
  const { progress, actions } = useGuide();
  const kept = progress.quizzes[block.id];
  const [changed, setChanged] = useState<QuizAnswer>();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const questionId = useId();
  const answer = changed ?? kept?.answer ?? emptyAnswer(block.kind);
  const isRight = kept?.isRight ?? false;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || isEmpty(answer)) return;
    setIsBusy(true);
    const failed = await actions.answer(block.id, answer);
    setFailure(failed);
    if (!failed) setChanged(undefined);
    setIsBusy(false);
  };
  return (
    <form
      onSubmit={(event) => void submit(event)}
      data-quiz={block.id}
      data-right={kept && !changed ? isRight : undefined}
      className="overflow-hidden rounded-md border border-line bg-surface"
    >
      <div className="flex gap-3 px-4 pt-3.5">
        <CircleHelp size={18} aria-hidden className="mt-1 shrink-0 text-isobath" />
        <div id={questionId} className="min-w-0 flex-1 font-medium">
          <Drawn blocks={block.children} />
        </div>
      </div>
      <QuizFields quiz={block} answer={answer} labelledBy={questionId} isFixed={isRight} onChange={setChanged} />
      <div className="flex flex-wrap items-center gap-3 px-4 pb-3.5">
        {!isRight && (
          <Button type="submit" size="small" disabled={isBusy || isEmpty(answer) || (kept && !changed)}>
            {t('answer')}
          </Button>
        )}
        <p role="status" className="flex items-center gap-2 text-[14px]">
          {failure && <span className="text-danger">{errors(failure)}</span>}
          {kept && !changed && <Outcome isRight={isRight} />}
        </p>
      </div>
      {kept && !changed && Object.keys(kept.explanation).length > 0 && (
        <div className="border-line border-t bg-sunken/50 px-4 py-3 text-[14px]">
          <AuthoredText documents={kept.explanation} />
        </div>
      )}
    </form>
  );
}

function Outcome({ isRight }: { isRight: boolean }) {
  const t = useTranslations('guide.quiz');
  const Icon = isRight ? CircleCheck : CircleX;
  return (
    <>
      <Icon size={17} aria-hidden className={isRight ? 'text-ok' : 'text-danger'} />
      {t(isRight ? 'right' : 'wrong')}
    </>
  );
}

function emptyAnswer(kind: Quiz['kind']): QuizAnswer {
  return kind === 'text' ? { text: '' } : { chosen: [] };
}

function isEmpty(answer: QuizAnswer): boolean {
  return 'text' in answer ? answer.text.trim() === '' : answer.chosen.length === 0;
}
