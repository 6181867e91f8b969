'use client';
import { cx } from 'class-variance-authority';
import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { MenuItem } from '../../ui/menu.tsx';
import { useGuide } from './guide-context.ts';
import { type Tally, tallyTasks } from './lab-tally.ts';
import { textFor } from './lab-texts.ts';

export function StepItems({ current, goTo }: { current: number; goTo: (step: string) => void }) {
  const locale = useLocale();
  const { lab, progress, session } = useGuide();
  return lab.steps.map(({ slug, title }, index) => (
    <MenuItem key={slug} onSelect={() => goTo(slug)}>
      <span className="w-5 shrink-0 text-right font-mono text-muted text-xs">{index + 1}</span>
      <span className={cx('min-w-0 max-w-72 flex-1', index === current && 'font-semibold')}>
        {textFor(title, locale, lab.languages)}
      </span>
      <StepTally tally={tallyTasks(lab, progress, session?.checks, slug)} />
    </MenuItem>
  ));
}

/** Nothing for a step without tasks. */
export function StepTally({ tally: { done, total } }: { tally: Tally }) {
  const t = useTranslations('guide');
  if (total === 0) return null;
  if (done === total) return <Check size={15} role="img" aria-label={t('stepDone')} className="shrink-0 text-ok" />;
  return (
    <span className="shrink-0 text-muted text-xs tabular-nums" title={t('tally', { done, total })}>
      {done}/{total}
    </span>
  );
}
