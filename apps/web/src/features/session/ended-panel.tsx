'use client';
// Why a session ended, what became of its data, and the way to a new one.
import type { EndReason, Session } from '@marina/protocol/session';
import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/logo.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';
import { useOpenSession } from './use-open-session.ts';

const dataOf: Record<EndReason, 'deleted' | 'lost' | 'none'> = {
  'ended-by-student': 'deleted',
  expired: 'deleted',
  idle: 'deleted',
  'processor-time': 'deleted',
  'workshop-closed': 'deleted',
  drained: 'deleted',
  'worker-gone': 'lost',
  failed: 'none',
  'setup-failed': 'none',
  'build-failed': 'none',
};

export function EndedPanel({ session }: { session: Session }) {
  const t = useTranslations('ended');
  const errors = useTranslations('errors');
  const format = useFormatter();
  const { open, isOpening, failure } = useOpenSession();
  const reason = session.endReason ?? 'failed';
  const minutes = lengthMinutes(session);
  return (
    <Sheet>
      <StatePanel
        isPage
        name="session-ended"
        mark={<Mark size={40} />}
        title={t('title')}
        action={
          <Button look="primary" size="large" disabled={isOpening} onClick={() => void open(session.lab)}>
            {isOpening ? t('opening') : t('openNew')}
          </Button>
        }
      >
        <p className="text-ink">{t(`reasons.${reason}`)}</p>
        <p>{t(`data.${dataOf[reason]}`)}</p>
        {minutes !== undefined && <p className="text-sm">{t('lasted', { minutes: format.number(minutes) })}</p>}
        {failure && <p className="text-danger">{errors(failure)}</p>}
      </StatePanel>
    </Sheet>
  );
}

function lengthMinutes({ createdAt, endedAt }: Session): number | undefined {
  if (!endedAt) return undefined;
  return Math.max(1, Math.round((Date.parse(endedAt) - Date.parse(createdAt)) / 60_000));
}
