import { getTranslations } from 'next-intl/server';

export async function HomeFooter() {
  const t = await getTranslations('home');
  return (
    <footer className="border-line border-t py-6 text-muted text-sm">
      <p className="max-w-prose">{t('footer')}</p>
    </footer>
  );
}
