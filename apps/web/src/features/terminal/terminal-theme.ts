// xterm's colours are the page's: read from the CSS variables of globals.css, and again when the theme changes.
import type { ITheme } from '@xterm/xterm';

const ansiNames = [
  ...(['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const),
  ...(['brightBlack', 'brightRed', 'brightGreen', 'brightYellow'] as const),
  ...(['brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite'] as const),
];

export function readTerminalTheme(): ITheme {
  const theme: ITheme = {
    background: readColour('terminal'),
    foreground: readColour('terminal-ink'),
    cursor: readColour('terminal-cursor'),
    cursorAccent: readColour('on-buoy'),
    selectionBackground: readColour('terminal-selection'),
    scrollbarSliderBackground: readColour('line'),
    scrollbarSliderHoverBackground: readColour('line-strong'),
    scrollbarSliderActiveBackground: readColour('line-strong'),
  };
  ansiNames.forEach((name, index) => {
    theme[name] = readColour(`ansi-${index}`);
  });
  return theme;
}

/** Text and background as numbers 0xRRGGBB, for programs that ask whether they are on dark or light. */
export function readTerminalColors(): { foreground: number; background: number } {
  const { foreground, background } = readTerminalTheme();
  return { foreground: toNumber(foreground), background: toNumber(background) };
}

/** Whatever notation the page uses, a canvas tells its red, green and blue. */
function toNumber(colour: string | undefined): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context || !colour) return 0;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return (red << 16) | (green << 8) | blue;
}

/** The value that one of the page's colours has now. */
export function readColour(name: string): string {
  // Only a property that takes a colour resolves light-dark(); a variable's own value keeps it as text.
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
