// Sizes of a terminal's text, as widths of one cell in whole pixels: WebGL cuts a fraction off, which would squeeze
// the letters.
const cellWidthsPx = [6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20] as const;
const narrowPagePx = 640;
/** Of JetBrains Mono: a cell is this many em wide. */
const cellEm = 0.6;

export type SizeStep = 'bigger' | 'smaller' | 'usual';

/** The next cell width in that direction; undefined stands for the usual one. */
export function stepCellPx(cellPx: number, step: SizeStep): number | undefined {
  if (step === 'usual') return undefined;
  if (step === 'bigger') return cellWidthsPx.find((width) => width > cellPx) ?? cellPx;
  return cellWidthsPx.findLast((width) => width < cellPx) ?? cellPx;
}

export function usualCellPx(pageWidthPx: number): number {
  return pageWidthPx < narrowPagePx ? 8 : 9;
}

/** What the browser remembers may be of another version, or made up. */
export function parseCellPx(stored: string | undefined): number | undefined {
  return cellWidthsPx.find((width) => String(width) === stored);
}

/** A little more than the cell needs: Chromium cuts font sizes to 64ths of a pixel. */
export function fontPx(cellPx: number): number {
  return Math.ceil((cellPx / cellEm + 1 / 64) * 100) / 100;
}
