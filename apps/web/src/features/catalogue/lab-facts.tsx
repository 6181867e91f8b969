'use client';
// Level, duration, what it needs, and the languages it is written in.
import type { LabSummary } from '@marina/protocol/catalogue';
import { useTranslations } from 'next-intl';
import { LevelMark } from './level-mark.tsx';

export function LabFacts({ lab }: { lab: LabSummary }) {
  const t = useTranslations('home.labs');
  const catalogue = useTranslations('catalogue');
  const languages = lab.languages.join(', ').toUpperCase();
  return (
    <>
      <LevelMark level={lab.level} />
      <span className="tabular-nums">{t('duration', { minutes: lab.durationMinutes })}</span>
      <span title={lab.instances.map(({ name, image }) => `${name}: ${image}`).join('\n')}>
        {t('instances', { count: lab.instances.length })}
      </span>
      {lab.egress === 'internet' && <span>{catalogue('internet')}</span>}
      {lab.languages.length > 0 && (
        <span>
          <span className="sr-only">{catalogue('languages')} </span>
          {languages}
        </span>
      )}
    </>
  );
}
