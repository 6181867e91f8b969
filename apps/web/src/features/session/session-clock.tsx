'use client';
// The time a session has left, and more of it in one click.
import type { Session } from '@marina/protocol/session';
import { cva } from 'class-variance-authority';
import { Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { clockText, urgency, wholeMinutes } from './time-left.ts';
import { useNow } from './use-now.ts';

const face = cva('flex h-8 items-center gap-2 rounded-md px-2.5 font-mono text-[13px] tabular-nums', {
  variants: {
    urgency: {
      calm: 'text-muted',
      soon: 'bg-warn-wash font-semibold text-warn',
      now: 'bg-danger-wash font-semibold text-danger',
    },
  },
});

type SessionClockProps = { session: Session; clockAheadMs: number; isExtending: boolean; onExtend: () => void };

export function SessionClock({ session, clockAheadMs, isExtending, onExtend }: SessionClockProps) {
  const t = useTranslations('session.clock');
  const now = useNow(clockAheadMs);
  if (!session.expiresAt || now === undefined) return null;
  const leftMs = Date.parse(session.expiresAt) - now;
  return (
    <>
      <div
        role="timer"
        aria-label={t('left', { minutes: wholeMinutes(leftMs) })}
        className={face({ urgency: urgency(leftMs) })}
        data-urgency={urgency(leftMs)}
      >
        <Clock size={14} aria-hidden />
        <span aria-hidden>{clockText(leftMs)}</span>
      </div>
      {session.extensionsLeft > 0 && (
        <Button
          look="quiet"
          size="small"
          disabled={isExtending}
          onClick={onExtend}
          aria-label={t('extendLong', { minutes: wholeMinutes(session.extensionMs) })}
        >
          {t('extend', { minutes: wholeMinutes(session.extensionMs) })}
        </Button>
      )}
    </>
  );
}
