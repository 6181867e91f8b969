'use client';
// Keys that on-screen keyboards lack; shown where the pointer is a finger.
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ClipboardPaste, Ellipsis } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ExtraKey, Modifiers } from './keys.ts';

type KeyBarProps = {
  held: Modifiers;
  onModifier: (key: keyof Modifiers) => void;
  onKey: (key: ExtraKey) => void;
  onShortcut: (shortcut: 'paste' | 'menu') => void;
};

/** In two rows the arrows lie as on a keyboard, Up above Down. */
export function KeyBar({ held, onModifier, onKey, onShortcut }: KeyBarProps) {
  const t = useTranslations('terminal.keys');
  const key = (name: ExtraKey, face: ReactNode, label?: string) => (
    <Key onPress={() => onKey(name)} label={label}>
      {face}
    </Key>
  );
  return (
    <div
      role="toolbar"
      aria-label={t('label')}
      className="hidden shrink-0 grid-cols-7 gap-1 border-line border-t bg-sunken p-1.5 sm:grid-cols-14 pointer-coarse:grid"
    >
      {key('escape', 'Esc')}
      {key('slash', '/')}
      {key('pipe', '|')}
      {key('dash', '-')}
      {key('tilde', '~')}
      {key('up', <ArrowUp {...icon} />, t('up'))}
      <Key onPress={() => onShortcut('menu')} label={t('menu')}>
        <Ellipsis {...icon} />
      </Key>
      {key('tab', 'Tab')}
      <Key onPress={() => onModifier('control')} isPressed={held.control}>
        Ctrl
      </Key>
      <Key onPress={() => onModifier('alt')} isPressed={held.alt}>
        Alt
      </Key>
      <Key onPress={() => onShortcut('paste')} label={t('paste')}>
        <ClipboardPaste {...icon} />
      </Key>
      {key('left', <ArrowLeft {...icon} />, t('left'))}
      {key('down', <ArrowDown {...icon} />, t('down'))}
      {key('right', <ArrowRight {...icon} />, t('right'))}
    </div>
  );
}

const icon = { size: 16, 'aria-hidden': true } as const;

type KeyProps = { onPress: () => void; label?: string; isPressed?: boolean; children: ReactNode };

function Key({ onPress, label, isPressed, children }: KeyProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isPressed}
      // Focus stays in the terminal, or the on-screen keyboard would close.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className="grid h-9 min-w-0 place-items-center rounded border border-line bg-surface font-medium font-mono text-[13px] active:bg-line aria-pressed:border-buoy aria-pressed:bg-buoy aria-pressed:text-on-buoy"
    >
      {children}
    </button>
  );
}
