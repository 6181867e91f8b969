// The attributes with which the next character would be drawn, as the control sequences that set them.
// Bits as in xterm.js, src/common/buffer/Constants.ts.

/** Two words of attributes, `FgFlags` and `BgFlags`, and underlines and links beside them. */
export type Pen = { fg: number; bg: number; extended: { ext: number; urlId: number } };

export type Link = { id?: string; uri: string };

const color = { modeMask: 0x3000000, palette16: 0x1000000, palette256: 0x2000000, rgb: 0x3000000, valueMask: 0xffffff };

const foregroundFlags = [
  [0x8000000, '1'],
  [0x20000000, '5'],
  [0x4000000, '7'],
  [0x40000000, '8'],
  [0x80000000, '9'],
] as const;
const backgroundFlags = [
  [0x8000000, '2'],
  [0x4000000, '3'],
  [0x40000000, '53'],
] as const;
const underline = 0x10000000;
const extended = 0x10000000;

/** Select Graphic Rendition, ECMA-48 §8.3.117, with xterm's colon forms for underlines. */
export function penSequence(pen: Pen): string {
  const codes = ['0'];
  for (const [flag, code] of foregroundFlags) if (pen.fg & flag) codes.push(code);
  for (const [flag, code] of backgroundFlags) if (pen.bg & flag) codes.push(code);
  codes.push(...underlineCodes(pen), ...colorCodes('38', pen.fg), ...colorCodes('48', pen.bg));
  return `\u001b[${codes.join(';')}m`;
}

/** OSC 8; without a link it ends one. */
export function linkSequence(link: Link | undefined): string {
  const params = link?.id === undefined ? '' : `id=${link.id}`;
  return `\u001b]8;${params};${link?.uri ?? ''}\u001b\\`;
}

/** Whether the underline's style and a link count. */
export function hasExtended({ bg }: Pen): boolean {
  return (bg & extended) !== 0;
}

/** Whether erasing, which keeps nothing but a background, gives these attributes. */
export function isErasedPen({ fg, bg }: Pen): boolean {
  return fg === 0 && (bg & ~(color.modeMask | color.valueMask)) === 0;
}

function underlineCodes(pen: Pen): string[] {
  const { ext, urlId } = pen.extended;
  const style = hasExtended(pen) ? (ext & 0x1c000000) >>> 26 : 0;
  const colors = hasExtended(pen) ? colorCodes('58', ext) : [];
  if (!(pen.fg & underline)) return colors;
  // A link hides the style that is beneath it.
  return [style === 0 || urlId !== 0 ? '4' : `4:${style}`, ...colors];
}

function colorCodes(kind: '38' | '48' | '58', word: number): string[] {
  const value = word & color.valueMask;
  switch (word & color.modeMask) {
    case color.palette16:
      return [sixteenthCode(kind, value)];
    case color.palette256:
      return [kind, '5', String(value & 0xff)];
    case color.rgb:
      return [kind, '2', String((value >> 16) & 0xff), String((value >> 8) & 0xff), String(value & 0xff)];
    default:
      return [];
  }
}

/** The sixteen colours have codes of their own: 30 to 37 and 90 to 97, for backgrounds 40 to 47 and 100 to 107. */
function sixteenthCode(kind: '38' | '48' | '58', value: number): string {
  const base = kind === '48' ? 40 : 30;
  return String(value < 8 ? base + value : base + 60 + (value - 8));
}
