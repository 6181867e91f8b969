import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Logo } from '../../ui/logo.tsx';
import { SignOutButton } from '../identity/sign-out-button.tsx';
import { PreferencesMenu } from '../preferences/preferences-menu.tsx';
import type { Theme } from '../preferences/theme.ts';

export async function CatalogueHeader({ email, theme }: { email: string | null; theme: Theme }) {
  const t = await getTranslations('catalogue');
  return (
    <header className="flex h-16 items-center gap-5">
      <Link href="/" aria-label={t('home')} className="shrink-0">
        <Logo />
      </Link>
      <Link href="/labs" className="font-medium text-muted text-sm hover:text-ink">
        {t('title')}
      </Link>
      <div className="ml-auto flex items-center gap-2">
        {email && <SignOutButton />}
        <PreferencesMenu theme={theme} isNamed />
      </div>
    </header>
  );
}
