import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { readLabs } from '../../../data/labs.ts';
import { readSession } from '../../../data/sessions.ts';
import { savedTheme } from '../../../features/preferences/saved-theme.ts';
import { SessionEntry } from '../../../features/session/session-entry.tsx';
import { localized } from '../../../i18n/locales.ts';

type SessionPageProps = { params: Promise<{ session: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session');
  return { title: t('pageTitle'), robots: { index: false } };
}

/** Nothing is awaited that the page can start without: a session that was just opened is handed over in the browser. */
export default async function SessionPage({ params }: SessionPageProps) {
  const { session } = await params;
  return (
    <SessionEntry id={session} reading={readSession(session)} labTitles={readTitles()} theme={await savedTheme()} />
  );
}

async function readTitles(): Promise<Record<string, string>> {
  const locale = await getLocale();
  const labs = await readLabs();
  return labs.ok ? Object.fromEntries(labs.value.map(({ slug, title }) => [slug, localized(title, locale)])) : {};
}
