'use client';
// A lab in the catalogue. The row leads to its text; its machines start there.
import type { LabSummary } from '@marina/protocol/catalogue';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { localized } from '../../i18n/locales.ts';
import { LabFacts } from './lab-facts.tsx';
import { LabProgressMark } from './lab-progress-mark.tsx';

/** What the visitor has done in a lab; undefined if nothing. */
export type Done = { tasksDone: number; step: string | null } | undefined;

export function LabRow({ lab, done }: { lab: LabSummary; done: Done }) {
  const t = useTranslations('catalogue');
  const locale = useLocale();
  return (
    <li className="relative grid gap-x-8 gap-y-2.5 px-1 py-4 hover:bg-surface md:grid-cols-[minmax(0,1fr)_24rem_8.5rem] md:items-center md:px-3">
      <div>
        <h3 className="font-medium text-[17px] tracking-tight">
          <Link href={`/labs/${lab.slug}`} className="after:absolute after:inset-0 hover:underline">
            {localized(lab.title, locale)}
          </Link>
        </h3>
        <p className="mt-0.5 max-w-prose text-pretty text-[15px] text-muted leading-relaxed">
          {localized(lab.summary, locale)}
        </p>
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-sm">
        <LabFacts lab={lab} />
      </div>
      <LabProgressMark
        done={done?.tasksDone ?? 0}
        total={lab.counts.tasks}
        isBegun={Boolean(done && (done.tasksDone > 0 || done.step !== null))}
        label={t('done')}
      />
    </li>
  );
}
