// The way into the catalogue: its paths, as a timetable rather than a shelf of cards, and labs that belong to none.
import type { LabSummary } from '@marina/protocol/catalogue';
import type { LabPath } from '@marina/protocol/lab-content';
import type { ProgressSummary } from '@marina/protocol/lab-progress';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import type { Reply } from '../../api/reply.ts';
import { localized } from '../../i18n/locales.ts';
import { Button } from '../../ui/button.tsx';
import { LabRow } from '../catalogue/lab-row.tsx';

type Progress = ProgressSummary['labs'];
type LabListProps = { labs: Reply<LabSummary[]>; paths: readonly LabPath[]; progress: Progress };

/** More than these are for the catalogue. */
const mostLabs = 6;

export async function LabList({ labs, paths, progress }: LabListProps) {
  const t = await getTranslations('home.labs');
  const offered = labs.ok ? labs.value.filter(({ slug }) => slug !== 'playground') : [];
  const inPaths = new Set(paths.flatMap((path) => path.labs));
  const others = offered.filter(({ slug }) => !inPaths.has(slug)).slice(0, mostLabs);
  return (
    <section aria-labelledby="labs" className="pt-4 pb-20">
      <h2 id="labs" className="font-semibold text-2xl tracking-[-0.03em]">
        {t('title')}
      </h2>
      <p className="mt-1.5 text-muted">{labs.ok ? (offered.length > 0 ? t('text') : t('none')) : t('unreachable')}</p>
      {offered.length > 0 && (
        <>
          <ul className="mt-6 divide-y divide-line border-line border-y">
            {paths.map((path) => (
              <PathRow key={path.slug} path={path} labs={offered} progress={progress} />
            ))}
            {others.map((lab) => (
              <LabRow key={lab.slug} lab={lab} done={progress[lab.slug]} />
            ))}
          </ul>
          <Button asChild className="mt-6">
            <Link href="/labs">
              {t('all', { count: offered.length })}
              <ArrowRight size={16} aria-hidden />
            </Link>
          </Button>
        </>
      )}
    </section>
  );
}

type PathRowProps = { path: LabPath; labs: readonly LabSummary[]; progress: Progress };

async function PathRow({ path, labs, progress }: PathRowProps) {
  const t = await getTranslations('home.labs');
  const locale = await getLocale();
  const own = path.labs.flatMap((slug) => labs.find((lab) => lab.slug === slug) ?? []);
  const total = own.reduce((sum, { counts }) => sum + counts.tasks, 0);
  const done = own.reduce((sum, { slug }) => sum + (progress[slug]?.tasksDone ?? 0), 0);
  if (own.length === 0) return null;
  return (
    <li className="relative grid gap-x-8 gap-y-2.5 px-1 py-5 hover:bg-surface md:grid-cols-[minmax(0,1fr)_24rem_8.5rem] md:items-center md:px-3">
      <div>
        <h3 className="font-medium text-[17px] tracking-tight">
          <Link href={`/labs#${path.slug}`} className="after:absolute after:inset-0 hover:underline">
            {localized(path.title, locale)}
          </Link>
        </h3>
        <p className="mt-0.5 max-w-prose text-pretty text-[15px] text-muted leading-relaxed">
          {localized(path.summary, locale)}
        </p>
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-sm">
        <span>{t('labs', { count: own.length })}</span>
        <span>{t('duration', { minutes: own.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0) })}</span>
      </div>
      {total > 0 && <span className="text-muted text-sm tabular-nums">{t('tasksDone', { done, total })}</span>}
    </li>
  );
}
