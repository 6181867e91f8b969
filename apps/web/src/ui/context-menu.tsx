'use client';
// The menu of a right click, a long press or the menu key. Shift and a right click leave the browser's own.
import { Check, ChevronRight } from 'lucide-react';
import { ContextMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { menuContentClass, menuItemClass } from './menu.tsx';

type ContextMenuProps = {
  /** One element that takes a ref: where the menu opens. */
  area: ReactNode;
  children: ReactNode;
  disabled?: boolean;
  onOpenChange: (open: boolean) => void;
  /** Has to put the focus somewhere. */
  onClosed: () => void;
};

export function ContextMenu({ area, children, disabled, onOpenChange, onClosed }: ContextMenuProps) {
  return (
    <Radix.Root onOpenChange={onOpenChange}>
      <Radix.Trigger asChild disabled={disabled}>
        {area}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          collisionPadding={8}
          className={menuContentClass}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = {
  onSelect: () => void;
  disabled?: boolean;
  /** The keys that do the same. */
  keys?: string;
  /** For what is done several times in a row. */
  staysOpen?: boolean;
  icon?: ReactNode;
  children: ReactNode;
};

export function ContextItem({ onSelect, disabled, keys, staysOpen = false, icon, children }: ItemProps) {
  const select = (event: Event) => {
    if (staysOpen) event.preventDefault();
    onSelect();
  };
  return (
    <Radix.Item className={menuItemClass} disabled={disabled} onSelect={select}>
      {icon}
      <span className="flex-1">{children}</span>
      {keys && <kbd className="pl-4 font-sans text-muted text-xs pointer-coarse:hidden">{keys}</kbd>}
    </Radix.Item>
  );
}

export function ContextCheck({ isOn, onChange, icon, children }: CheckProps) {
  return (
    <Radix.CheckboxItem className={menuItemClass} checked={isOn} onCheckedChange={onChange}>
      {icon}
      <span className="flex-1">{children}</span>
      <Radix.ItemIndicator>
        <Check size={15} aria-hidden />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

type CheckProps = { isOn: boolean; onChange: (isOn: boolean) => void; icon?: ReactNode; children: ReactNode };

export function ContextSubmenu({ label, icon, children }: { label: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={menuItemClass}>
        {icon}
        <span className="flex-1">{label}</span>
        <ChevronRight size={15} aria-hidden />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent collisionPadding={8} sideOffset={4} className={menuContentClass}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

export function ContextSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
