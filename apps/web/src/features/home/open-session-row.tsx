'use client';
import type { Session } from '@marina/protocol/session';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { endSession } from '../../api/sessions.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Pulse } from '../../ui/pulse.tsx';
import { wholeMinutes } from '../session/time-left.ts';
import { useNow } from '../session/use-now.ts';

export function OpenSessionRow({ session, title }: { session: Session; title: string }) {
  const t = useTranslations('home.sessions');
  const confirm = useTranslations('session.end');
  const errors = useTranslations('errors');
  const router = useRouter();
  const [isAsked, ask] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const now = useNow(0);

  async function end() {
    const reply = await endSession(session.id);
    setFailure(reply.ok ? undefined : reply.code);
    router.refresh();
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <Pulse tone={session.status === 'active' ? 'ok' : 'waiting'} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{title}</p>
        <p className="text-muted text-sm">
          <span className="font-mono text-[13px]">{session.instances.map(({ name }) => name).join(', ')}</span>
          {now !== undefined && session.expiresAt && (
            <span> · {t('left', { minutes: wholeMinutes(Date.parse(session.expiresAt) - now) })}</span>
          )}
        </p>
        {failure && (
          <p role="status" className="text-danger text-sm">
            {errors(failure)}
          </p>
        )}
      </div>
      <div className="flex gap-2 max-sm:w-full max-sm:pl-6">
        <Button look="quiet" size="small" aria-label={t('endNamed', { title })} onClick={() => ask(true)}>
          {t('end')}
        </Button>
        <Button size="small" asChild>
          <Link href={`/s/${session.id}`} aria-label={t('continueNamed', { title })}>
            {t('continue')}
          </Link>
        </Button>
      </div>
      <ConfirmDialog
        open={isAsked}
        onClose={() => ask(false)}
        title={confirm('title')}
        text={confirm('text')}
        keepLabel={confirm('keep')}
        confirmLabel={confirm('confirm')}
        onConfirm={end}
      />
    </li>
  );
}
