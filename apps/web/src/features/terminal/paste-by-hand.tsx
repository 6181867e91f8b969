'use client';
// A field to paste into where the browser keeps the clipboard from the page.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons, DialogClose } from '../../ui/dialog.tsx';

type PasteByHandProps = { onText: (text: string) => void; onClose: () => void; onClosed: () => void };

export function PasteByHand({ onText, onClose, onClosed }: PasteByHandProps) {
  const t = useTranslations('terminal.paste');
  const [text, setText] = useState('');
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('byHand')}
      description={t('byHandText')}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        onClosed();
      }}
    >
      <textarea
        aria-label={t('preview')}
        rows={5}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoCapitalize="off"
        spellCheck={false}
        className="mt-4 block w-full rounded-md border border-line-strong bg-surface p-3 font-mono text-base leading-relaxed sm:text-[13px]"
      />
      <DialogButtons>
        <DialogClose asChild>
          <Button>{t('cancel')}</Button>
        </DialogClose>
        <Button look="primary" disabled={text === ''} onClick={() => onText(text)}>
          {t('paste')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
