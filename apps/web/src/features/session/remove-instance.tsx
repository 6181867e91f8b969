'use client';
import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

export function RemoveInstance({ name, onRemove }: { name: string; onRemove: () => Promise<unknown> }) {
  const t = useTranslations('instance');
  const [isAsked, ask] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="icon"
        aria-label={t('removeNamed', { name })}
        title={t('removeNamed', { name })}
        onClick={() => ask(true)}
      >
        <Trash2 size={15} aria-hidden />
      </Button>
      <ConfirmDialog
        open={isAsked}
        onClose={() => ask(false)}
        title={t('removal.title', { name })}
        text={t('removal.text')}
        keepLabel={t('removal.keep')}
        confirmLabel={t('removal.confirm')}
        onConfirm={onRemove}
      />
    </>
  );
}
