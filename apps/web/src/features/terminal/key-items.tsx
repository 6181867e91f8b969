'use client';
// The part of a terminal's menu that brings keys to it which the browser keeps.
import { Expand, Keyboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ContextCheck, ContextItem, ContextSubmenu } from '../../ui/context-menu.tsx';
import { canFillScreen, fillScreen, isScreenFilled } from './full-screen.ts';
import { withControl } from './keys.ts';
import { menuIcon } from './menu-icon.ts';
import { takenKeys } from './taken-keys.ts';
import type { TerminalView } from './terminal-view.ts';

export function KeyItems({ view }: { view: TerminalView }) {
  const t = useTranslations('terminal.menu');
  return (
    <>
      <ContextSubmenu icon={<Keyboard {...menuIcon} />} label={t('send')}>
        {takenKeys.map((key) => (
          <ContextItem
            key={key}
            keys={`Ctrl+Alt+${key.toUpperCase()}`}
            onSelect={() => view.terminal.input(withControl(key))}
          >
            {`Ctrl+${key.toUpperCase()}`}
          </ContextItem>
        ))}
      </ContextSubmenu>
      {canFillScreen() && (
        <ContextCheck
          icon={<Expand {...menuIcon} />}
          isOn={isScreenFilled()}
          onChange={(isOn) => void fillScreen(isOn)}
        >
          {t('fullScreen')}
        </ContextCheck>
      )}
    </>
  );
}
