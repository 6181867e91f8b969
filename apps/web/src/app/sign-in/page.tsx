import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readViewer } from '../../data/viewer.ts';
import { SignInForm } from '../../features/identity/sign-in-form.tsx';
import { Logo } from '../../ui/logo.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

export default async function SignInPage() {
  const viewer = await readViewer();
  if (viewer.ok && (!viewer.value.signInRequired || viewer.value.email !== null)) redirect('/');
  const t = await getTranslations('signIn');
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-sm">
        <Link href="/" aria-label="Marina" className="inline-block">
          <Logo />
        </Link>
        <h1 className="mt-10 font-semibold text-3xl tracking-[-0.03em]">{t('title')}</h1>
        <p className="mt-2 mb-8 text-muted">{t('text')}</p>
        <SignInForm />
      </div>
    </main>
  );
}
