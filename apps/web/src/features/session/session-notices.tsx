'use client';
// At most one notice under the bar: of all that could be said, what matters most.
import type { Session } from '@marina/protocol/session';
import { CloudOff, Flame, Hourglass, TriangleAlert, Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useLasting } from '../browser/use-lasting.ts';
import { useOnline } from '../browser/use-online.ts';
import { soonMs, spentPercent, wholeMinutes } from './time-left.ts';
import { useNow } from './use-now.ts';
import type { useSession } from './use-session.ts';
import type { SessionActions } from './use-session-actions.ts';

/** A link that is back sooner is not worth a word. */
const patienceMs = 1500;

type SessionNoticesProps = { state: ReturnType<typeof useSession>; actions: SessionActions };

export function SessionNotices({ state, actions }: SessionNoticesProps) {
  const t = useTranslations('session.notices');
  const errors = useTranslations('errors');
  const isOnline = useOnline();
  const isLost = useLasting(state.link === 'lost', patienceMs);

  if (!isOnline)
    return (
      <Line
        tone="warn"
        icon={<CloudOff size={17} aria-hidden />}
        text={t('offline')}
        label={t('retry')}
        onClick={state.retryNow}
      />
    );
  if (isLost)
    return (
      <Line
        tone="warn"
        icon={<Unplug size={17} aria-hidden />}
        text={t('lost')}
        label={t('retry')}
        onClick={state.retryNow}
      />
    );
  if (actions.failure) {
    return (
      <Line
        tone="danger"
        icon={<TriangleAlert size={17} aria-hidden />}
        text={errors(actions.failure)}
        label={t('dismiss')}
        onClick={actions.dismissFailure}
      />
    );
  }
  if (!state.session.workerReachable) {
    return (
      <Line
        tone="warn"
        icon={<Unplug size={17} aria-hidden />}
        text={t('worker')}
        label={t('check')}
        onClick={actions.refresh}
      />
    );
  }
  return <TimeNotice state={state} actions={actions} />;
}

function TimeNotice({ state: { session, clockAheadMs }, actions }: SessionNoticesProps) {
  const t = useTranslations('session.notices');
  const now = useNow(clockAheadMs);
  const [dismissed, setDismissed] = useState<string>();
  if (now === undefined) return null;
  const icon = <Hourglass size={17} aria-hidden />;
  const left = (at: string | null) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at) - now);
  const expiresInMs = left(session.expiresAt);
  const idleInMs = left(session.idleEndsAt);
  if (idleInMs < soonMs && idleInMs < expiresInMs) {
    return (
      <Line
        tone="warn"
        icon={icon}
        text={t('idle', { minutes: wholeMinutes(idleInMs) })}
        label={t('use')}
        onClick={actions.keep}
      />
    );
  }
  if (expiresInMs >= soonMs || session.expiresAt === dismissed) return <SpendingNotice session={session} />;
  const text = t('expiry', { minutes: wholeMinutes(expiresInMs) });
  if (session.extensionsLeft > 0) {
    return (
      <Line
        tone="warn"
        icon={icon}
        text={text}
        label={t('extend', { minutes: wholeMinutes(session.extensionMs) })}
        onClick={actions.extend}
      />
    );
  }
  return (
    <Line
      tone="warn"
      icon={icon}
      text={text}
      label={t('dismiss')}
      onClick={() => setDismissed(session.expiresAt ?? undefined)}
    />
  );
}

function SpendingNotice({ session: { processorTime } }: { session: Session }) {
  const t = useTranslations('session.notices');
  const [isDismissed, setIsDismissed] = useState(false);
  const percent = spentPercent(processorTime);
  if (isDismissed || percent === undefined) return null;
  return (
    <Line
      tone="warn"
      icon={<Flame size={17} aria-hidden />}
      text={t('spending', { percent })}
      label={t('dismiss')}
      onClick={() => setIsDismissed(true)}
    />
  );
}

type LineProps = { tone: 'warn' | 'danger'; icon: ReactNode; text: string; label: string; onClick: () => unknown };

function Line({ tone, icon, text, label, onClick }: LineProps) {
  const button = (
    <Button size="small" onClick={() => void onClick()}>
      {label}
    </Button>
  );
  return (
    <Notice tone={tone} icon={icon} action={button}>
      {text}
    </Notice>
  );
}
