// The labs on offer, as a timetable rather than a shelf of cards.
import type { LabSummary } from '@marina/protocol/catalogue';
import { cx } from 'class-variance-authority';
import { getLocale, getTranslations } from 'next-intl/server';
import type { Reply } from '../../api/reply.ts';
import { localized } from '../../i18n/locales.ts';
import { OpenLabButton } from './open-lab-button.tsx';

export async function LabList({ labs, mustSignIn }: { labs: Reply<LabSummary[]>; mustSignIn: boolean }) {
  const t = await getTranslations('home.labs');
  const offered = labs.ok ? labs.value.filter(({ slug }) => slug !== 'playground') : [];
  return (
    <section aria-labelledby="labs" className="pt-4 pb-20">
      <h2 id="labs" className="font-semibold text-2xl tracking-[-0.03em]">
        {t('title')}
      </h2>
      <p className="mt-1.5 text-muted">{labs.ok ? (offered.length > 0 ? t('text') : t('none')) : t('unreachable')}</p>
      {offered.length > 0 && (
        <ul className="mt-6 divide-y divide-line border-line border-y">
          {offered.map((lab) => (
            <LabRow key={lab.slug} lab={lab} mustSignIn={mustSignIn} />
          ))}
        </ul>
      )}
    </section>
  );
}

async function LabRow({ lab, mustSignIn }: { lab: LabSummary; mustSignIn: boolean }) {
  const t = await getTranslations('home.labs');
  const locale = await getLocale();
  const title = localized(lab.title, locale);
  return (
    <li className="grid gap-x-8 gap-y-3 py-5 md:grid-cols-[minmax(0,1fr)_7.5rem_6rem_9rem_auto] md:items-center">
      <div>
        <h3 className="font-medium text-[17px] tracking-tight">{title}</h3>
        <p className="mt-1 max-w-prose text-pretty text-[15px] text-muted leading-relaxed">
          {localized(lab.summary, locale)}
        </p>
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-sm md:contents">
        <Level level={lab.level} />
        <span className="tabular-nums">{t('duration', { minutes: lab.durationMinutes })}</span>
        <span>{t('instances', { count: lab.instances.length })}</span>
      </div>
      {!mustSignIn && <OpenLabButton slug={lab.slug} title={title} />}
    </li>
  );
}

const levels = ['beginner', 'intermediate', 'advanced'] as const;
const heights = { beginner: 'h-1.5', intermediate: 'h-2.5', advanced: 'h-3.5' };

/** One, two or three bars, like the depth of the water. */
async function Level({ level }: { level: LabSummary['level'] }) {
  const t = await getTranslations('home.labs.levels');
  const depth = levels.indexOf(level);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex items-end gap-0.5">
        {levels.map((name, index) => (
          <span key={name} className={cx('w-1 rounded-full', heights[name], index <= depth ? 'bg-ink' : 'bg-line')} />
        ))}
      </span>
      {t(level)}
    </span>
  );
}
