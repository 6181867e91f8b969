'use client';
// Asks before something that cannot be undone.
import { useState } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogButtons, DialogClose } from './dialog.tsx';

type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  text: string;
  keepLabel: string;
  confirmLabel: string;
  onConfirm: () => Promise<unknown>;
};

export function ConfirmDialog({ open, onClose, title, text, keepLabel, confirmLabel, onConfirm }: ConfirmDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  const confirm = async () => {
    setIsBusy(true);
    await onConfirm();
    setIsBusy(false);
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={onClose} title={title} description={text}>
      <DialogButtons>
        <DialogClose asChild>
          <Button>{keepLabel}</Button>
        </DialogClose>
        <Button look="danger" disabled={isBusy} onClick={() => void confirm()}>
          {confirmLabel}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
