'use client';
// A session's address at which nothing can be shown, and why.
import { Anchor } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Failure } from '../../api/reply.ts';
import { Button } from '../../ui/button.tsx';
import { ReloadButton } from '../../ui/reload-button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';

export function SessionMissing({ failure }: { failure: Failure }) {
  const t = useTranslations('session.missing');
  const errors = useTranslations('errors');
  return (
    <Sheet>
      <StatePanel
        isPage
        mark={<Anchor size={32} strokeWidth={1.5} aria-hidden />}
        title={failure === 'session-not-found' ? t('title') : t('unreachableTitle')}
        action={<WayOn failure={failure} />}
      >
        <p>{errors(failure)}</p>
      </StatePanel>
    </Sheet>
  );
}

function WayOn({ failure }: { failure: Failure }) {
  const t = useTranslations('session.missing');
  if (failure === 'sign-in-required') {
    return (
      <Button look="primary" asChild>
        <Link href="/sign-in">{t('signIn')}</Link>
      </Button>
    );
  }
  if (failure !== 'session-not-found') {
    return <ReloadButton look="primary">{t('retry')}</ReloadButton>;
  }
  return (
    <Button look="primary" asChild>
      <Link href="/">{t('home')}</Link>
    </Button>
  );
}
