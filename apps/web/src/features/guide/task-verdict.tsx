'use client';
// What is still missing from a task, one sentence for each check that fails, and a look at once for who can't wait.
import { RefreshCw } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { checkTask } from '../../api/labs.ts';
import type { Failure } from '../../api/reply.ts';
import type { Locale } from '../../i18n/locales.ts';
import { Button } from '../../ui/button.tsx';
import { useGuide } from './guide-context.ts';
import { inOrder } from './in-order.tsx';
import { Sentence } from './sentence.tsx';
import type { TaskState } from './use-task-state.ts';

export function TaskVerdict({ task, state }: { task: string; state: TaskState }) {
  const t = useTranslations('guide.task');
  const errors = useTranslations('errors');
  const locale = useLocale();
  const { session } = useGuide();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  /** Only who asks hears it: by itself, what is missing changes while somebody types. */
  const [said, setSaid] = useState('');
  if (state.is === 'done' || !session) return null;

  const look = async () => {
    setIsBusy(true);
    setSaid('');
    const reply = await checkTask(session.id, task);
    if (reply.ok) session.onChecks(reply.value);
    setFailure(reply.ok ? undefined : reply.code);
    setSaid(reply.ok ? missingIn(reply.value.tasks[task]?.verdicts ?? [], locale).join(' ') : errors(reply.code));
    setIsBusy(false);
  };
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 border-line border-t px-4 py-2.5">
      <div className="min-w-48 flex-1 py-1 text-[14px] text-muted leading-snug">
        {failure ? <p className="text-danger">{errors(failure)}</p> : <Missing state={state} />}
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
      <Button size="small" disabled={isBusy} onClick={() => void look()}>
        <RefreshCw size={13} aria-hidden className={isBusy ? 'animate-swell' : undefined} />
        {t('check')}
      </Button>
    </div>
  );
}

function Missing({ state: { verdicts } }: { state: TaskState }) {
  const t = useTranslations('guide.task');
  const locale = useLocale();
  if (!verdicts) return <p>{t('notYet')}</p>;
  if (verdicts.length === 0) return <p>{t('unseen')}</p>;
  return (
    <ul data-testid="verdicts" data-plain className="space-y-1">
      {inOrder(missingIn(verdicts, locale), (sentence) => (
        <li className="flex gap-2">
          <span aria-hidden className="mt-[0.5em] size-1.5 shrink-0 rounded-full bg-buoy" />
          <span className="min-w-0 wrap-anywhere">
            <Sentence text={sentence} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function missingIn(verdicts: NonNullable<TaskState['verdicts']>, locale: Locale): string[] {
  return verdicts.flatMap((verdict) => (verdict.passed ? [] : [verdict.sentence[locale]]));
}
