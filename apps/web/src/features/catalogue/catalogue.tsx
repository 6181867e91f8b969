'use client';
// All labs, path by path, and those that belong to none.
import type { LabSummary } from '@marina/protocol/catalogue';
import type { LabPath } from '@marina/protocol/lab-content';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { localized } from '../../i18n/locales.ts';
import { matches, noFilter } from './catalogue-filter.ts';
import { FilterFields } from './filter-fields.tsx';
import { type Done, LabRow } from './lab-row.tsx';

type CatalogueProps = {
  labs: readonly LabSummary[];
  paths: readonly LabPath[];
  /** By lab. */
  progress: Readonly<Record<string, NonNullable<Done>>>;
};

export function Catalogue({ labs, paths, progress }: CatalogueProps) {
  const t = useTranslations('catalogue');
  const locale = useLocale();
  const [filter, setFilter] = useState(noFilter);
  const offered = labs.filter(({ slug }) => slug !== 'playground');
  const found = offered.filter((lab) => matches(lab, filter, locale));
  const inPaths = new Set(paths.flatMap((path) => path.labs));
  const others = found.filter(({ slug }) => !inPaths.has(slug));
  return (
    <>
      <FilterFields labs={offered} filter={filter} onChange={setFilter} />
      <p role="status" className={found.length === 0 ? 'py-10 text-muted' : 'sr-only'}>
        {t('found', { count: found.length })}
      </p>
      {paths.map((path) => (
        <Section
          key={path.slug}
          id={path.slug}
          title={localized(path.title, locale)}
          text={localized(path.summary, locale)}
          labs={path.labs.flatMap((slug) => found.find((lab) => lab.slug === slug) ?? [])}
          progress={progress}
        />
      ))}
      <Section id="others" title={paths.length > 0 ? t('others') : ''} text="" labs={others} progress={progress} />
    </>
  );
}

type SectionProps = Pick<CatalogueProps, 'labs' | 'progress'> & { id: string; title: string; text: string };

function Section({ id, title, text, labs, progress }: SectionProps) {
  if (labs.length === 0) return null;
  return (
    <section aria-label={title || undefined} id={id} className="scroll-mt-6 pt-10">
      {title && <h2 className="font-semibold text-2xl tracking-[-0.03em]">{title}</h2>}
      {text && <p className="mt-1.5 max-w-prose text-pretty text-muted">{text}</p>}
      <ul className="mt-4 divide-y divide-line border-line border-y">
        {labs.map((lab) => (
          <LabRow key={lab.slug} lab={lab} done={progress[lab.slug]} />
        ))}
      </ul>
    </section>
  );
}
