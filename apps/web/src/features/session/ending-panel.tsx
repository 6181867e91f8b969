'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/logo.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';

export function EndingPanel() {
  const t = useTranslations('ending');
  return (
    <Sheet>
      <StatePanel
        isPage
        mark={<Mark size={40} />}
        title={t('title')}
        action={
          <Button asChild>
            <Link href="/">{t('home')}</Link>
          </Button>
        }
      >
        <p>{t('text')}</p>
      </StatePanel>
    </Sheet>
  );
}
