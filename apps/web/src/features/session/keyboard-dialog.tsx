'use client';
// Which keys do what, above all how to get out of the terminal.
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons, DialogClose } from '../../ui/dialog.tsx';
import { shortcuts } from '../layout/shortcuts.ts';
import { focusTerminal } from '../terminal/focus-terminal.ts';

const rows = [
  { what: 'leave', keys: 'Ctrl + Shift + ↑' },
  { what: 'enter', keys: 'Ctrl + Shift + ↓' },
  { what: 'copy', keys: 'Ctrl + Shift + C' },
  { what: 'paste', keys: 'Ctrl + Shift + V' },
  { what: 'search', keys: 'Ctrl + Shift + F' },
  { what: 'size', keys: 'Ctrl + Shift + + / − / 0' },
  { what: 'menu', keys: 'Shift + F10' },
  { what: 'taken', keys: 'Ctrl + Alt + W / T / N' },
  { what: 'interrupt', keys: 'Ctrl + C' },
] as const;

export function KeyboardDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('session.keyboard');
  const paneText = useTranslations('layout.shortcuts');
  const backToTerminal = (event: Event) => {
    event.preventDefault();
    focusTerminal();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={t('title')}
      description={t('text')}
      onCloseAutoFocus={backToTerminal}
    >
      <dl className="mt-5 divide-y divide-line border-line border-y text-sm">
        {rows.map(({ what, keys }) => (
          <Row key={what} what={t(what)} keys={keys} />
        ))}
        {shortcuts.map(({ name, keys }) => (
          <Row key={name} what={paneText(name)} keys={keys} />
        ))}
      </dl>
      <p className="mt-4 text-muted text-sm leading-relaxed">{t('fullScreen')}</p>
      <p className="mt-4 text-muted text-sm leading-relaxed">
        {t.rich('renderer', {
          code: (chunks) => <code className="whitespace-nowrap font-mono text-[13px] text-ink">{chunks}</code>,
        })}
      </p>
      <DialogButtons>
        <DialogClose asChild>
          <Button>{t('close')}</Button>
        </DialogClose>
      </DialogButtons>
    </Dialog>
  );
}

function Row({ what, keys }: { what: string; keys: string }) {
  return (
    <div className="flex items-center justify-between gap-6 py-2">
      <dt>{what}</dt>
      <dd>
        <kbd className="rounded border border-line-strong/60 bg-paper px-2 py-1 font-mono text-xs whitespace-nowrap">
          {keys}
        </kbd>
      </dd>
    </div>
  );
}
