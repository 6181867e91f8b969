'use client';
// The one thing to do on the home page. Meanwhile the terminal's code loads, so that it is there when needed.
import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { preloadSession } from '../session/preload-session.ts';
import { useOpenSession } from '../session/use-open-session.ts';
import { loadXterm } from '../terminal/load-xterm.ts';

export function OpenPlaygroundForm({ name }: { name: string | null }) {
  const t = useTranslations('home');
  const errors = useTranslations('errors');
  const { open, isOpening, failure } = useOpenSession();
  useEffect(preloadSession, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('name');
    void open('playground', typeof typed === 'string' ? typed : undefined);
  }

  return (
    <form onSubmit={submit}>
      <div className="flex flex-col gap-3 sm:flex-row sm:items-end">
        <Field
          label={t('name')}
          name="name"
          defaultValue={name ?? ''}
          placeholder={t('namePlaceholder')}
          maxLength={64}
          autoComplete="nickname"
          className="sm:w-52"
        />
        <Button
          type="submit"
          look="primary"
          size="large"
          disabled={isOpening}
          onPointerEnter={() => void loadXterm()}
          onFocus={() => void loadXterm()}
        >
          {isOpening ? t('opening') : t('open')}
          <ArrowRight size={18} aria-hidden />
        </Button>
      </div>
      <p aria-live="polite" className={failure ? 'mt-3 text-danger text-sm' : 'mt-3 text-muted text-[13px]'}>
        {failure ? errors(failure) : t('openHint')}
      </p>
    </form>
  );
}
