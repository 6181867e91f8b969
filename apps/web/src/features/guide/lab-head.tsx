'use client';
// What a lab is about, how long it takes and what it needs.
import type { LabContent } from '@marina/protocol/lab-content';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LabFacts } from '../catalogue/lab-facts.tsx';
import { textFor } from './lab-texts.ts';

export function LabHead({ lab, children }: { lab: LabContent; children: ReactNode }) {
  const t = useTranslations('guide');
  const locale = useLocale();
  return (
    <div className="flex max-w-prose flex-col items-start gap-5">
      <div>
        <h1 className="text-balance font-semibold text-[1.75rem] leading-tight tracking-[-0.03em]">
          {textFor(lab.title, locale, lab.languages)}
        </h1>
        <p className="mt-3 text-pretty text-[15px] text-muted leading-relaxed">
          {textFor(lab.summary, locale, lab.languages)}
        </p>
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-1.5 text-muted text-sm">
        <LabFacts lab={lab} />
      </div>
      {children}
      <p className="text-muted text-sm leading-relaxed">{t('startHint')}</p>
    </div>
  );
}
