'use client';
// What stands between the reader and a live terminal: nothing while it is live.
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pulse } from '../../ui/pulse.tsx';
import type { TerminalState } from './terminal-connection.ts';

type TerminalStatusProps = { state: TerminalState; onRetry: () => void; onReplace: () => void };

export function TerminalStatus({ state, onRetry, onReplace }: TerminalStatusProps) {
  const t = useTranslations('terminal');
  const errors = useTranslations('errors');
  switch (state.is) {
    case 'live':
      return null;
    case 'connecting':
      // Most connections are up before anybody could read this.
      return (
        <Corner isLate>
          <Pulse tone="waiting" /> {t('connecting')}
        </Corner>
      );
    case 'reconnecting':
      return (
        <Corner>
          <Pulse tone="waiting" /> {t('reconnecting')}
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        </Corner>
      );
    case 'exited':
      return <Foot label={t('openNew')} onClick={onReplace} text={t('exited', { code: state.code })} />;
    case 'refused':
      return <Foot label={t('openNew')} onClick={onReplace} text={errors(state.error)} />;
  }
}

function Corner({ isLate = false, children }: { isLate?: boolean; children: ReactNode }) {
  return (
    <div
      role="status"
      className={`absolute top-3 right-4 z-10 flex animate-enter items-center gap-2.5 rounded-md border border-line bg-surface px-3 py-1.5 text-[13px] shadow-float ${isLate ? '[animation-delay:400ms] [animation-fill-mode:backwards]' : ''}`}
    >
      {children}
    </div>
  );
}

function Foot({ text, label, onClick }: { text: string; label: string; onClick: () => void }) {
  return (
    <div className="absolute inset-x-3 bottom-3 z-10 animate-enter shadow-float sm:inset-x-auto sm:right-4 sm:min-w-96">
      <Notice
        place="card"
        action={
          <Button size="small" look="primary" onClick={onClick}>
            {label}
          </Button>
        }
      >
        {text}
      </Notice>
    </div>
  );
}
