'use client';
// A menu that drops from a button.
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export const menuItemClass =
  'flex min-h-9 cursor-default items-center gap-2.5 rounded px-2.5 py-1.5 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken [&_svg]:shrink-0';

export const menuContentClass =
  'z-50 min-w-48 animate-enter rounded-lg border border-line bg-surface p-1 text-ink shadow-float';

type MenuProps = {
  trigger: ReactNode;
  /** Unless it prevents the default, the button gets the keyboard back. */
  onCloseAutoFocus?: (event: Event) => void;
  /** Which edge of the button it keeps to. */
  align?: 'start' | 'end';
  children: ReactNode;
};

export function Menu({ trigger, onCloseAutoFocus, align = 'end', children }: MenuProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={menuContentClass}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type MenuItemProps = { onSelect: () => void; disabled?: boolean; children: ReactNode };

export function MenuItem({ onSelect, disabled, children }: MenuItemProps) {
  return (
    <Radix.Item className={menuItemClass} disabled={disabled} onSelect={onSelect}>
      {children}
    </Radix.Item>
  );
}

type MenuChoiceProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string; icon?: ReactNode; lang?: string }[];
  onChange: (value: string) => void;
};

export function MenuChoice({ label, value, options, onChange }: MenuChoiceProps) {
  return (
    <Radix.Group>
      <Radix.Label className="px-2.5 pt-2 pb-1 font-medium text-muted text-xs">{label}</Radix.Label>
      <Radix.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <Radix.RadioItem key={option.value} value={option.value} className={menuItemClass} lang={option.lang}>
            {option.icon}
            <span className="flex-1">{option.label}</span>
            <Radix.ItemIndicator>
              <Check size={15} aria-hidden />
            </Radix.ItemIndicator>
          </Radix.RadioItem>
        ))}
      </Radix.RadioGroup>
    </Radix.Group>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
