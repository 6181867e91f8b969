// Keeps one terminal's look in step with the settings, and its keys that change them.
import { useEffect } from 'react';
import { stepFontSize, useTerminalSettings } from './terminal-settings.ts';
import type { TerminalView } from './terminal-view.ts';

export function usePaneSettings(view: TerminalView | undefined): void {
  const { fontPx, isScreenReader } = useTerminalSettings();
  useEffect(() => view?.setFontPx(fontPx), [view, fontPx]);
  useEffect(() => view?.setScreenReader(isScreenReader), [view, isScreenReader]);
  useEffect(
    () =>
      view?.onShortcut((shortcut) => {
        if (shortcut === 'bigger' || shortcut === 'smaller' || shortcut === 'usual') stepFontSize(shortcut);
      }),
    [view],
  );
}
