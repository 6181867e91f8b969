'use client';
// The part of a terminal's menu that is about how terminals are shown.
import { AArrowUp, Accessibility } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ContextCheck, ContextItem, ContextSeparator, ContextSubmenu } from '../../ui/context-menu.tsx';
import { menuIcon } from './menu-icon.ts';
import { menuKeys } from './menu-keys.ts';
import { setScreenReader, stepFontSize, useTerminalSettings } from './terminal-settings.ts';

export function DisplayItems() {
  const t = useTranslations('terminal.menu');
  const { isScreenReader } = useTerminalSettings();
  const keys = menuKeys(navigator.userAgent);
  return (
    <>
      <ContextSeparator />
      <ContextSubmenu icon={<AArrowUp {...menuIcon} />} label={t('textSize')}>
        {(['bigger', 'smaller', 'usual'] as const).map((step) => (
          <ContextItem key={step} keys={keys[step]} staysOpen={step !== 'usual'} onSelect={() => stepFontSize(step)}>
            {t(step)}
          </ContextItem>
        ))}
      </ContextSubmenu>
      <ContextCheck icon={<Accessibility {...menuIcon} />} isOn={isScreenReader} onChange={setScreenReader}>
        {t('screenReader')}
      </ContextCheck>
    </>
  );
}
