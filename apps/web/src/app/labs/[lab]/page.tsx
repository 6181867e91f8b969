import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { readLabContent } from '../../../data/labs.ts';
import { readOpenSessions } from '../../../data/sessions.ts';
import { readViewer } from '../../../data/viewer.ts';
import { CatalogueHeader } from '../../../features/catalogue/catalogue-header.tsx';
import { LabUnread } from '../../../features/catalogue/lab-unread.tsx';
import { LabReader } from '../../../features/guide/lab-reader.tsx';
import { savedTheme } from '../../../features/preferences/saved-theme.ts';
import { localized } from '../../../i18n/locales.ts';

type LabPageProps = { params: Promise<{ lab: string }> };

export async function generateMetadata({ params }: LabPageProps): Promise<Metadata> {
  const lab = await readLabContent((await params).lab);
  return lab.ok ? { title: localized(lab.value.title, await getLocale()) } : {};
}

export default async function LabPage({ params }: LabPageProps) {
  const { lab: slug } = await params;
  const [lab, viewer, sessions, theme] = await Promise.all([
    readLabContent(slug),
    readViewer(),
    readOpenSessions(),
    savedTheme(),
  ]);
  if (!lab.ok && (lab.code === 'lab-not-found' || lab.code === 'not-found')) notFound();
  const session = sessions.ok ? sessions.value.find((open) => open.lab === slug)?.id : undefined;
  const mustSignIn = viewer.ok && viewer.value.signInRequired && viewer.value.email === null;
  return (
    <div className="flex h-dvh flex-col">
      <div className="shrink-0 border-line border-b px-5 sm:px-8">
        <CatalogueHeader email={viewer.ok ? viewer.value.email : null} theme={theme} />
      </div>
      <main className="flex min-h-0 flex-1">
        {lab.ok ? (
          <LabReader lab={lab.value} session={session} mustSignIn={mustSignIn} />
        ) : (
          <LabUnread failure={lab.code} />
        )}
      </main>
    </div>
  );
}
