// xterm's colours are the page's: read from the CSS variables of globals.css, and again when the theme changes.
import type { ITheme } from '@xterm/xterm';

const ansiNames = [
  ...(['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const),
  ...(['brightBlack', 'brightRed', 'brightGreen', 'brightYellow'] as const),
  ...(['brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite'] as const),
];

export function readTerminalTheme(): ITheme {
  // Only a property that takes a colour resolves light-dark(); a variable's own value keeps it as text.
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const theme: ITheme = {
    background: colour('terminal'),
    foreground: colour('terminal-ink'),
    cursor: colour('terminal-cursor'),
    cursorAccent: colour('on-buoy'),
    selectionBackground: colour('terminal-selection'),
    scrollbarSliderBackground: colour('line'),
    scrollbarSliderHoverBackground: colour('line-strong'),
    scrollbarSliderActiveBackground: colour('line-strong'),
  };
  ansiNames.forEach((name, index) => {
    theme[name] = colour(`ansi-${index}`);
  });
  probe.remove();
  return theme;
}

/** Calls `changed` when the visitor or their system switches between dark and light. */
export function onThemeChange(changed: () => void): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  dark.addEventListener('change', changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    dark.removeEventListener('change', changed);
    observer.disconnect();
  };
}
