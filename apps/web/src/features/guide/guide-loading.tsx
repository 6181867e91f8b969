'use client';
import { useTranslations } from 'next-intl';

const lines = ['w-2/3 h-7', 'w-full h-4', 'w-11/12 h-4', 'w-full h-4', 'w-3/5 h-4', 'w-full h-24'];

export function GuideLoading() {
  const t = useTranslations('guide');
  return (
    <div role="status" className="size-full bg-paper px-7 pt-16">
      <span className="sr-only">{t('loading')}</span>
      {lines.map((look, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are nothing but places
        <div key={index} aria-hidden className={`mb-3.5 animate-swell rounded bg-line/60 ${look}`} />
      ))}
    </div>
  );
}
