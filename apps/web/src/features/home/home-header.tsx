import { getTranslations } from 'next-intl/server';
import { Logo } from '../../ui/logo.tsx';
import { SignOutButton } from '../identity/sign-out-button.tsx';
import { PreferencesMenu } from '../preferences/preferences-menu.tsx';
import type { Theme } from '../preferences/theme.ts';

export async function HomeHeader({ email, theme }: { email: string | null; theme: Theme }) {
  const t = await getTranslations('home');
  return (
    <header className="flex h-18 items-center gap-2">
      <Logo />
      <div className="ml-auto flex items-center gap-2">
        {email && (
          <>
            <span className="text-muted text-sm max-sm:hidden">{t('signedIn', { email })}</span>
            <SignOutButton />
          </>
        )}
        <PreferencesMenu theme={theme} isNamed />
      </div>
    </header>
  );
}
