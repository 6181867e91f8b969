import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ReloadButton } from '../../ui/reload-button.tsx';
import { HarbourChart } from './harbour-chart.tsx';
import { OpenPlaygroundForm } from './open-playground-form.tsx';

type HeroProps = { name: string | null; mustSignIn: boolean; isReachable: boolean };

export async function Hero({ name, mustSignIn, isReachable }: HeroProps) {
  const t = await getTranslations('home');
  return (
    <section className="grid items-center gap-x-14 gap-y-10 pt-6 pb-14 lg:grid-cols-[minmax(0,11fr)_minmax(0,10fr)] lg:pt-4">
      <div>
        <h1 className="text-balance font-semibold text-[clamp(2.5rem,5.2vw,4.25rem)] leading-[1.03] tracking-[-0.036em] [word-spacing:0.04em]">
          {t('title')}
        </h1>
        <p className="mt-6 max-w-[34rem] text-pretty text-[17px] text-muted leading-relaxed sm:text-lg">{t('lead')}</p>
        <div className="mt-9 max-w-[34rem]">
          {!isReachable && (
            <div className="mb-5">
              <Notice place="card" tone="danger" action={<ReloadButton>{t('retry')}</ReloadButton>}>
                {t('unreachable')}
              </Notice>
            </div>
          )}
          {mustSignIn ? (
            <Button look="primary" size="large" asChild>
              <Link href="/sign-in">{t('signIn')}</Link>
            </Button>
          ) : (
            <OpenPlaygroundForm name={name} />
          )}
        </div>
      </div>
      <HarbourChart />
    </section>
  );
}
