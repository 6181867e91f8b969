'use client';
// A lab's guide beside the session's terminals.
import type { LabContent } from '@marina/protocol/lab-content';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { GuideProvider, type GuideSession } from './guide-context.ts';
import { GuideLoading } from './guide-loading.tsx';
import { GuideView } from './guide-view.tsx';
import { useLabProgress } from './use-lab-progress.ts';

type SessionGuideProps = { lab: LabContent; session: GuideSession; tools: ReactNode };

export function SessionGuide({ lab, session, tools }: SessionGuideProps) {
  const errors = useTranslations('errors');
  const { progress, failure, actions } = useLabProgress(lab.slug);
  const guide = useMemo(() => progress && { lab, progress, actions, session }, [lab, progress, actions, session]);
  if (!guide) return <GuideLoading />;
  const before = failure && <Notice tone="warn">{errors(failure)}</Notice>;
  return (
    <GuideProvider value={guide}>
      <GuideView tools={tools} before={before} />
    </GuideProvider>
  );
}
