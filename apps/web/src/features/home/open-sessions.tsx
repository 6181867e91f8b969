import type { LabSummary } from '@marina/protocol/catalogue';
import type { Session } from '@marina/protocol/session';
import { getLocale, getTranslations } from 'next-intl/server';
import { localized } from '../../i18n/locales.ts';
import { OpenSessionRow } from './open-session-row.tsx';

export async function OpenSessions({ sessions, labs }: { sessions: readonly Session[]; labs: readonly LabSummary[] }) {
  if (sessions.length === 0) return null;
  const t = await getTranslations('home.sessions');
  const locale = await getLocale();
  const titleOf = (slug: string) => {
    const lab = labs.find((known) => known.slug === slug);
    return lab ? localized(lab.title, locale) : slug === 'playground' ? t('playground') : slug;
  };
  return (
    <section
      aria-labelledby="open-sessions"
      className="mb-14 rounded-lg border border-line bg-surface px-5 pt-4 pb-2 sm:px-6"
    >
      <h2 id="open-sessions" className="font-medium text-muted text-sm">
        {t('title', { count: sessions.length })}
      </h2>
      <ul className="mt-1 divide-y divide-line">
        {sessions.map((session) => (
          <OpenSessionRow key={session.id} session={session} title={titleOf(session.lab)} />
        ))}
      </ul>
    </section>
  );
}
