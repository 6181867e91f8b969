'use client';
import { useTranslations } from 'next-intl';
import type { Failure } from '../../api/reply.ts';
import { ReloadButton } from '../../ui/reload-button.tsx';
import { StatePanel } from '../../ui/state-panel.tsx';

export function LabUnread({ failure }: { failure: Failure }) {
  const t = useTranslations('guide');
  const errors = useTranslations('errors');
  return (
    <StatePanel isPage title={t('unread')} action={<ReloadButton look="primary">{t('retry')}</ReloadButton>}>
      <p>{errors(failure)}</p>
    </StatePanel>
  );
}
