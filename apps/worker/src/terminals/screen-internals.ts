// What a headless xterm knows of its screen but does not offer in its interface, read in one place and checked at every
// reading: @xterm/headless is pinned to 6.0.0, and another version that names things otherwise fails here, loudly.
import type { IBufferCell, Terminal } from '@xterm/headless';
import { z } from 'zod';

const charsetSchema = z.record(z.string(), z.string()).optional();
const number = z.number().int();

/** Two words of attributes; see xterm.js, src/common/buffer/Constants.ts, `FgFlags` and `BgFlags`. */
const penSchema = z.object({ fg: number, bg: number, extended: z.object({ ext: number, urlId: number }) });
export type Pen = z.infer<typeof penSchema>;

const bufferSchema = z.object({
  x: number,
  y: number,
  ybase: number,
  scrollTop: number,
  scrollBottom: number,
  savedX: number,
  savedY: number,
  savedCurAttrData: penSchema,
  savedCharset: charsetSchema,
  tabs: z.record(z.string(), z.boolean().optional()),
});
export type ScreenBuffer = z.infer<typeof bufferSchema>;

const internalsSchema = z.object({
  _core: z.object({
    _bufferService: z.object({ buffer: bufferSchema }),
    coreService: z.object({
      isCursorHidden: z.boolean(),
      decPrivateModes: z.object({ applicationKeypad: z.boolean() }),
    }),
    coreMouseService: z.object({ activeEncoding: z.string() }),
    _charsetService: z.object({ glevel: number, _charsets: z.array(charsetSchema) }),
    _inputHandler: z.object({ _curAttrData: penSchema }),
  }),
});

export type ScreenInternals = {
  buffer: ScreenBuffer;
  pen: Pen;
  isCursorHidden: boolean;
  mouseEncoding: string;
  /** Which of G0 to G3 is in use, and whether each draws lines instead of letters. */
  charsets: { level: number; drawLines: boolean[] };
};

/** Only when nothing that was written is still to be parsed. */
export function readInternals(terminal: Terminal): ScreenInternals {
  const { _core: core } = internalsSchema.parse(terminal);
  return {
    buffer: core._bufferService.buffer,
    pen: core._inputHandler._curAttrData,
    isCursorHidden: core.coreService.isCursorHidden,
    mouseEncoding: core.coreMouseService.activeEncoding,
    charsets: {
      level: core._charsetService.glevel,
      drawLines: Array.from({ length: 4 }, (_, at) => drawsLines(core._charsetService._charsets[at])),
    },
  };
}

/** The attributes of a cell, in the same words as a pen's. */
export function readPen(cell: IBufferCell): Pen {
  return penSchema.parse(cell);
}

/** Whether only some of the screen's lines scroll. */
export function hasMargins(terminal: Terminal): boolean {
  const { scrollTop, scrollBottom } = readInternals(terminal).buffer;
  return scrollTop !== 0 || scrollBottom !== terminal.rows - 1;
}

/** The charset in which `q` is a horizontal line. */
export function drawsLines(charset: Record<string, string> | undefined): boolean {
  return charset?.q === '─';
}
