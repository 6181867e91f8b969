import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/logo.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

export default async function NotFoundPage() {
  const t = await getTranslations('notFound');
  return (
    <Sheet>
      <StatePanel
        isPage
        mark={<Mark size={40} />}
        title={t('title')}
        action={
          <Button look="primary" asChild>
            <Link href="/">{t('home')}</Link>
          </Button>
        }
      >
        <p>{t('text')}</p>
      </StatePanel>
    </Sheet>
  );
}
