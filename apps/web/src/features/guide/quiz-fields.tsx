'use client';
import type { Block } from '@marina/labs/document';
import type { QuizAnswer } from '@marina/protocol/lab-progress';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { inOrder } from './in-order.tsx';
import { Inlines } from './inlines.tsx';

export type Quiz = Extract<Block, { type: 'quiz' }>;

type QuizFieldsProps = {
  quiz: Quiz;
  answer: QuizAnswer;
  /** The element with the question. */
  labelledBy: string;
  /** Answered for good. */
  isFixed: boolean;
  onChange: (answer: QuizAnswer) => void;
};

export function QuizFields({ quiz, answer, labelledBy, isFixed, onChange }: QuizFieldsProps) {
  const t = useTranslations('guide.quiz');
  const name = useId();
  if (quiz.kind === 'text') {
    return (
      <input
        type="text"
        aria-labelledby={labelledBy}
        value={'text' in answer ? answer.text : ''}
        readOnly={isFixed}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('placeholder')}
        onChange={(event) => onChange({ text: event.target.value })}
        className="mx-4 my-3 h-10 w-[calc(100%-2rem)] rounded-md border border-line-strong bg-surface px-3 text-base sm:text-[15px]"
      />
    );
  }
  const chosen = 'chosen' in answer ? answer.chosen : [];
  const isSingle = quiz.kind === 'single';
  const choose = (option: number, is: boolean) => {
    const others = isSingle ? [] : chosen.filter((other) => other !== option);
    onChange({ chosen: is ? [...others, option].sort((a, b) => a - b) : others });
  };
  return (
    <fieldset disabled={isFixed} aria-labelledby={labelledBy} className="px-2.5 py-2">
      {!isSingle && <p className="px-1.5 pb-1 text-muted text-xs">{t('several')}</p>}
      {inOrder(quiz.options, (option, index) => (
        <label className="flex cursor-pointer items-start gap-3 rounded px-1.5 py-1.5 hover:bg-sunken/70 has-disabled:cursor-default has-disabled:hover:bg-transparent">
          <input
            type={isSingle ? 'radio' : 'checkbox'}
            name={name}
            checked={chosen.includes(index)}
            onChange={(event) => choose(index, event.target.checked)}
            className="mt-1 size-4 shrink-0 accent-buoy"
          />
          <span className="min-w-0">
            <Inlines inlines={option.children} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
