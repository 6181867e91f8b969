'use client';
import { Play } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { Button } from '../../ui/button.tsx';
import { preloadSession } from '../session/preload-session.ts';
import { useOpenSession } from '../session/use-open-session.ts';

type StartLabProps = { slug: string; title: string; session: string | undefined; mustSignIn: boolean };

export function StartLab({ slug, title, session, mustSignIn }: StartLabProps) {
  const t = useTranslations('guide');
  const errors = useTranslations('errors');
  const { open, isOpening, failure } = useOpenSession();
  useEffect(preloadSession, []);
  if (mustSignIn || session !== undefined) {
    return (
      <Button look="primary" size="large" asChild>
        <Link href={mustSignIn ? '/sign-in' : `/s/${session}`}>{t(mustSignIn ? 'signIn' : 'continue')}</Link>
      </Button>
    );
  }
  return (
    <div>
      <Button
        look="primary"
        size="large"
        aria-label={t('startNamed', { title })}
        disabled={isOpening}
        onClick={() => void open(slug)}
      >
        <Play size={16} aria-hidden className="fill-current" />
        {isOpening ? t('starting') : t('start')}
      </Button>
      {failure && (
        <p role="status" className="mt-2 text-danger text-sm">
          {errors(failure)}
        </p>
      )}
    </div>
  );
}
