'use client';
// The end of a step: back, or on to the next.
import { ArrowLeft, ArrowRight, Flag } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { useGuide } from './guide-context.ts';
import { tallyTasks } from './lab-tally.ts';
import { textFor } from './lab-texts.ts';

export function StepButtons({ index, goTo }: { index: number; goTo: (step: string) => void }) {
  const t = useTranslations('guide');
  const locale = useLocale();
  const { lab } = useGuide();
  const previous = lab.steps[index - 1];
  const next = lab.steps[index + 1];
  return (
    <>
      {!next && <Finish />}
      <nav
        aria-label={t('stepNavigation')}
        className="mt-10 flex flex-wrap justify-between gap-3 border-line border-t pt-5"
      >
        {previous && (
          <Button onClick={() => goTo(previous.slug)}>
            <ArrowLeft size={16} aria-hidden />
            {t('previous')}
          </Button>
        )}
        {next && (
          <Button look="primary" className="ml-auto min-w-0 max-w-full" onClick={() => goTo(next.slug)}>
            <span className="truncate">{t('nextTo', { title: textFor(next.title, locale, lab.languages) })}</span>
            <ArrowRight size={16} aria-hidden />
          </Button>
        )}
      </nav>
    </>
  );
}

function Finish() {
  const t = useTranslations('guide');
  const { lab, progress, session } = useGuide();
  const { done, total } = tallyTasks(lab, progress, session?.checks);
  if (total === 0) return null;
  return (
    <p className="mt-10 flex items-center gap-3 rounded-md border border-line bg-surface px-4 py-3.5">
      <Flag size={18} aria-hidden className={done === total ? 'shrink-0 text-ok' : 'shrink-0 text-muted'} />
      {done === total ? t('allDone') : t('someLeft', { left: total - done })}
    </p>
  );
}
