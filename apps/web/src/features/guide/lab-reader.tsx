'use client';
// A lab without machines: all there is to read, what one has done, and the button that starts it.
import type { LabContent } from '@marina/protocol/lab-content';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { GuideProvider } from './guide-context.ts';
import { GuideLoading } from './guide-loading.tsx';
import { GuideView } from './guide-view.tsx';
import { LabHead } from './lab-head.tsx';
import { textFor } from './lab-texts.ts';
import { StartLab } from './start-lab.tsx';
import { useLabProgress } from './use-lab-progress.ts';

type LabReaderProps = {
  lab: LabContent;
  /** An open session of this lab, if there is one. */
  session: string | undefined;
  mustSignIn: boolean;
};

export function LabReader({ lab, session, mustSignIn }: LabReaderProps) {
  const t = useTranslations('guide');
  const locale = useLocale();
  const { progress, failure, actions } = useLabProgress(lab.slug);
  const guide = useMemo(() => progress && { lab, progress, actions, session: undefined }, [lab, progress, actions]);
  const start = (
    <StartLab
      slug={lab.slug}
      title={textFor(lab.title, locale, lab.languages)}
      session={session}
      mustSignIn={mustSignIn}
    />
  );
  const head = <LabHead lab={lab}>{start}</LabHead>;
  if (lab.steps.length === 0) return <div className="w-full overflow-y-auto p-6 lg:p-10">{head}</div>;
  return (
    <>
      <aside className="w-[24rem] shrink-0 overflow-y-auto border-line border-r px-8 py-8 max-lg:hidden">{head}</aside>
      <div className="min-w-0 flex-1">
        {guide ? (
          <GuideProvider value={guide}>
            <GuideView
              before={
                <>
                  {failure && failure !== 'sign-in-required' && <Notice tone="warn">{t('progressUnread')}</Notice>}
                  <div className="border-line border-b px-5 py-6 sm:px-7 lg:hidden">{head}</div>
                </>
              }
            />
          </GuideProvider>
        ) : (
          <GuideLoading />
        )}
      </div>
    </>
  );
}
