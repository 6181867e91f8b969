'use client';
// Keys that on-screen keyboards lack; shown where the pointer is a finger.
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ExtraKey } from './keys.ts';

type KeyBarProps = { hasControl: boolean; onControl: () => void; onKey: (key: ExtraKey) => void };

export function KeyBar({ hasControl, onControl, onKey }: KeyBarProps) {
  const t = useTranslations('terminal.keys');
  const icons = { up: ArrowUp, down: ArrowDown, left: ArrowLeft, right: ArrowRight };
  return (
    <div
      role="toolbar"
      aria-label={t('label')}
      className="hidden shrink-0 gap-1 border-line border-t bg-sunken p-1.5 pointer-coarse:flex"
    >
      <Key onPress={() => onKey('escape')}>Esc</Key>
      <Key onPress={() => onKey('tab')}>Tab</Key>
      <Key onPress={onControl} isPressed={hasControl}>
        Ctrl
      </Key>
      {(['left', 'down', 'up', 'right'] as const).map((key) => {
        const Icon = icons[key];
        return (
          <Key key={key} onPress={() => onKey(key)} label={t(key)}>
            <Icon size={16} aria-hidden />
          </Key>
        );
      })}
    </div>
  );
}

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
      className="grid h-10 min-w-0 flex-1 place-items-center rounded border border-line bg-surface font-medium font-mono text-[13px] active:bg-line aria-pressed:border-buoy aria-pressed:bg-buoy aria-pressed:text-on-buoy"
    >
      {children}
    </button>
  );
}
