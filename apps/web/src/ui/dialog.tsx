'use client';
// A modal dialog with a title, a description and its buttons; focus stays inside and returns where it came from.
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  /** Where focus goes on closing, when not back to the opener. */
  onCloseAutoFocus?: (event: Event) => void;
};

export function Dialog({ open, onOpenChange, title, description, children, onCloseAutoFocus }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={onCloseAutoFocus}
          aria-describedby={description ? undefined : ''}
          className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg border border-line bg-surface p-6 shadow-float"
        >
          <Radix.Title className="font-semibold text-lg tracking-tight">{title}</Radix.Title>
          {description && (
            <Radix.Description className="mt-2 text-muted text-sm leading-relaxed">{description}</Radix.Description>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogButtons({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-wrap justify-end gap-2">{children}</div>;
}

export const DialogClose = Radix.Close;
