'use client';
// Asks before several lines are pasted into a program that would run each of them on arrival.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons, DialogClose } from '../../ui/dialog.tsx';
import { asOneLine, pastedLines } from './paste-decision.ts';

type PasteDialogProps = {
  text: string;
  /** Without a text: nothing is pasted. */
  onAnswer: (text: string | undefined, isLasting: boolean) => void;
  onClosed: () => void;
};

export function PasteDialog({ text, onAnswer, onClosed }: PasteDialogProps) {
  const t = useTranslations('terminal.paste');
  const [isLasting, setIsLasting] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={() => onAnswer(undefined, false)}
      title={t('title', { count: pastedLines(text).length })}
      description={t('text')}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        onClosed();
      }}
    >
      <textarea
        readOnly
        aria-label={t('preview')}
        value={text}
        rows={Math.min(8, pastedLines(text).length)}
        wrap="off"
        className="mt-4 block w-full resize-none rounded-md border border-line bg-sunken p-3 font-mono text-[13px] leading-relaxed"
      />
      <label className="mt-4 flex items-center gap-2.5 text-sm">
        <input
          type="checkbox"
          className="size-4 accent-buoy"
          checked={isLasting}
          onChange={(event) => setIsLasting(event.target.checked)}
        />
        {t('lasting')}
      </label>
      <DialogButtons>
        <DialogClose asChild>
          <Button>{t('cancel')}</Button>
        </DialogClose>
        <Button onClick={() => onAnswer(asOneLine(text), isLasting)}>{t('oneLine')}</Button>
        <Button ref={focusAtOnce} look="primary" onClick={() => onAnswer(text, isLasting)}>
          {t('paste')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

/** Outside the component, so that React calls it once. */
const focusAtOnce = (button: HTMLElement | null) => button?.focus();
