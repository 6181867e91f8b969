// Reads the chart: each of its symbols stands for a thing that the reader gets.
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Beacon } from './chart-marks.tsx';
import { Ship } from './chart-ship.tsx';

export async function ChartLegend() {
  const t = await getTranslations('home.legend');
  return (
    <section aria-labelledby="legend" className="mb-14 border-line border-t pt-6">
      <h2 id="legend" className="sr-only">
        {t('title')}
      </h2>
      <dl className="grid gap-x-10 gap-y-7 sm:grid-cols-2 lg:grid-cols-4">
        <Entry term={t('instance.term')} text={t('instance.text')}>
          <svg viewBox="-2 -2 158 40" className="h-6" aria-hidden="true">
            <Ship x={0} y={0} cargo="1423100342" />
          </svg>
        </Entry>
        <Entry term={t('network.term')} text={t('network.text')}>
          <svg viewBox="0 0 84 24" className="h-6" aria-hidden="true">
            <path d="M82 2V22M82 12H2" className="stroke-ink" strokeWidth="2" />
            <path d="M82 8H6v8h76" className="fill-surface stroke-ink" strokeWidth="2" />
          </svg>
        </Entry>
        <Entry term={t('exposure.term')} text={t('exposure.text')}>
          <span className="font-mono text-[17px] text-ink italic leading-6">8080</span>
        </Entry>
        <Entry term={t('time.term')} text={t('time.text')}>
          <svg viewBox="-9 -27 42 37" className="h-6" aria-hidden="true">
            <Beacon x={0} y={0} tone="ok" />
          </svg>
        </Entry>
      </dl>
    </section>
  );
}

function Entry({ term, text, children }: { term: string; text: string; children: ReactNode }) {
  return (
    <div>
      <dt>
        <span aria-hidden className="mb-3 flex h-6 items-center">
          {children}
        </span>
        <span className="font-medium">{term}</span>
      </dt>
      <dd className="mt-1 text-pretty text-[15px] text-muted leading-relaxed">{text}</dd>
    </div>
  );
}
