// The attributes with which the next character would be drawn, as the control sequence that sets them.
// Bits as in xterm.js, src/common/buffer/Constants.ts.
import type { Pen } from './screen-internals.ts';

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
const hasExtended = 0x10000000;

/** Select Graphic Rendition, ECMA-48 §8.3.117, with xterm's colon forms for underlines. */
export function penSequence(pen: Pen): string {
  const codes = ['0'];
  for (const [flag, code] of foregroundFlags) if (pen.fg & flag) codes.push(code);
  for (const [flag, code] of backgroundFlags) if (pen.bg & flag) codes.push(code);
  codes.push(...underlineCodes(pen), ...colorCodes('38', pen.fg), ...colorCodes('48', pen.bg));
  return `\u001b[${codes.join(';')}m`;
}

function underlineCodes({ fg, bg, extended: { ext } }: Pen): string[] {
  if (!(fg & underline)) return [];
  if (!(bg & hasExtended)) return ['4'];
  const style = (ext & 0x1c000000) >>> 26;
  return [`4:${style || 1}`, ...colorCodes('58', ext)];
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
