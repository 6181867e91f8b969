'use client';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/logo.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('failure');
  return (
    <Sheet>
      <StatePanel
        isPage
        mark={<Mark size={40} />}
        title={t('title')}
        action={
          <Button look="primary" onClick={() => retry()}>
            {t('retry')}
          </Button>
        }
      >
        <p>{t('text')}</p>
      </StatePanel>
    </Sheet>
  );
}
