'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../api/reply.ts';
import { signIn } from '../../api/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';

export function SignInForm() {
  const t = useTranslations('signIn');
  const errors = useTranslations('errors');
  const router = useRouter();
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    const refused = await signIn(`${form.get('email')}`, `${form.get('password')}`);
    setFailure(refused);
    if (refused) return setIsBusy(false);
    router.replace('/');
    router.refresh();
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {failure && (
        <Notice place="card" tone="danger">
          {errors(failure)}
        </Notice>
      )}
      <Field label={t('email')} name="email" type="email" autoComplete="username" required />
      <Field label={t('password')} name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" size="large" disabled={isBusy} className="mt-2">
        {isBusy ? t('busy') : t('action')}
      </Button>
    </form>
  );
}
