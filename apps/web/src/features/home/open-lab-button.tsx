'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { useOpenSession } from '../session/use-open-session.ts';
import { loadXterm } from '../terminal/load-xterm.ts';

export function OpenLabButton({ slug, title }: { slug: string; title: string }) {
  const t = useTranslations('home.labs');
  const errors = useTranslations('errors');
  const { open, isOpening, failure } = useOpenSession();
  return (
    <div className="flex flex-col items-start gap-1.5 md:items-end">
      <Button
        aria-label={t('openNamed', { title })}
        disabled={isOpening}
        onPointerEnter={() => void loadXterm()}
        onClick={() => void open(slug)}
      >
        {isOpening ? t('opening') : t('open')}
      </Button>
      {failure && (
        <p role="status" className="max-w-60 text-danger text-sm">
          {errors(failure)}
        </p>
      )}
    </div>
  );
}
