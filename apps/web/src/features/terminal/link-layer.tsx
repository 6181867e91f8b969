'use client';
// Shows where a link of a terminal leads: while the pointer is over it, and before opening one that hides it.
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons, DialogClose } from '../../ui/dialog.tsx';
import { openAddress } from './terminal-links.ts';
import type { TerminalView } from './terminal-view.ts';

export function LinkLayer({ view }: { view: TerminalView }) {
  const [hovered, setHovered] = useState<URL>();
  const [doubted, setDoubted] = useState<URL>();
  useEffect(() => view.links.listen({ onHover: setHovered, onDoubt: setDoubted }), [view]);

  return (
    <>
      {hovered && !doubted && (
        <div
          aria-hidden
          className="pointer-events-none absolute bottom-1 left-1 z-10 max-w-[min(44rem,90%)] truncate rounded border border-line bg-surface px-2 py-0.5 text-muted text-xs shadow-float"
        >
          {`${hovered.protocol}//`}
          <span className="font-medium text-ink">{hovered.host}</span>
          {hovered.href.slice(hovered.origin.length)}
        </div>
      )}
      {doubted && <LinkDialog address={doubted} onClose={() => setDoubted(undefined)} onClosed={() => view.focus()} />}
    </>
  );
}

type LinkDialogProps = { address: URL; onClose: () => void; onClosed: () => void };

function LinkDialog({ address, onClose, onClosed }: LinkDialogProps) {
  const t = useTranslations('terminal.link');
  const open = () => {
    openAddress(address);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title', { host: address.host })}
      description={t('text')}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        onClosed();
      }}
    >
      <p className="mt-4 max-h-40 overflow-y-auto break-all rounded-md bg-sunken p-3 font-mono text-[13px]">
        {address.href}
      </p>
      <DialogButtons>
        <DialogClose asChild>
          <Button>{t('cancel')}</Button>
        </DialogClose>
        <Button look="primary" onClick={open}>
          {t('open')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
