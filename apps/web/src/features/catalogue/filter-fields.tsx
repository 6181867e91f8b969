'use client';
import type { LabSummary } from '@marina/protocol/catalogue';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { type CatalogueFilter, commonTags } from './catalogue-filter.ts';
import { levels } from './level-mark.tsx';

type FilterFieldsProps = {
  labs: readonly LabSummary[];
  filter: CatalogueFilter;
  onChange: (filter: CatalogueFilter) => void;
};

const fieldClass =
  'h-11 min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base focus-visible:outline-offset-0 sm:text-[15px]';

export function FilterFields({ labs, filter, onChange }: FilterFieldsProps) {
  const t = useTranslations('catalogue');
  const levelText = useTranslations('home.labs.levels');
  const change = (part: Partial<CatalogueFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="mt-7 grid grid-cols-2 gap-3 sm:flex sm:items-end">
      <Labelled label={t('search')} className="col-span-2 sm:w-80">
        {(id) => (
          <input
            id={id}
            type="search"
            value={filter.words}
            placeholder={t('searchPlaceholder')}
            onChange={(event) => change({ words: event.target.value })}
            className={fieldClass}
          />
        )}
      </Labelled>
      <Labelled label={t('level')}>
        {(id) => (
          <select
            id={id}
            value={filter.level}
            onChange={(event) => change({ level: levels.find((level) => level === event.target.value) ?? '' })}
            className={fieldClass}
          >
            <option value="">{t('any')}</option>
            {levels.map((level) => (
              <option key={level} value={level}>
                {levelText(level)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={t('topic')}>
        {(id) => (
          <select
            id={id}
            value={filter.tag}
            onChange={(event) => change({ tag: event.target.value })}
            className={fieldClass}
          >
            <option value="">{t('any')}</option>
            {commonTags(labs).map((tag) => (
              <option key={tag} value={tag}>
                {tag}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </search>
  );
}

type LabelledProps = { label: string; className?: string; children: (id: string) => ReactNode };

function Labelled({ label, className = '', children }: LabelledProps) {
  const id = useId();
  return (
    <div className={`flex flex-col gap-1.5 ${className}`}>
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
