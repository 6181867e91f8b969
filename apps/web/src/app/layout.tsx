import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { env } from '../env.ts';
import { savedTheme } from '../features/preferences/saved-theme.ts';
import { ReloadOnSave } from '../features/preview/reload-on-save.tsx';
import { SessionHandover } from '../features/session/session-handover.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('meta');
  return { title: { default: `Marina – ${t('title')}`, template: '%s – Marina' }, description: t('description') };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  // On phones the on-screen keyboard takes from the page, so that the terminal's last line stays in sight.
  interactiveWidget: 'resizes-content',
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await getLocale()} data-theme={await savedTheme()}>
      <body>
        <NextIntlClientProvider>
          <SessionHandover>{children}</SessionHandover>
          {env.labsWatched && <ReloadOnSave />}
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
