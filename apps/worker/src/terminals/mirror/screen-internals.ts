// What a headless xterm knows of its screen but does not offer in its interface, read in one place and checked at every
// reading: @xterm/headless is pinned to 6.0.0, and another version that names things otherwise fails here, loudly.
import type { IBufferCell, Terminal } from '@xterm/headless';
import { z } from 'zod';
import type { Link, Pen } from './screen-pen.ts';

const charsetSchema = z.record(z.string(), z.string()).optional();
const number = z.number().int();

const penSchema = z.object({ fg: number, bg: number, extended: z.object({ ext: number, urlId: number }) });

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
    _bufferService: z.object({ buffer: bufferSchema, buffers: z.object({ normal: bufferSchema }) }),
    coreService: z.object({ isCursorHidden: z.boolean() }),
    coreMouseService: z.object({ activeEncoding: z.string() }),
    _charsetService: z.object({ glevel: number, _charsets: z.array(charsetSchema) }),
    _inputHandler: z.object({ _curAttrData: penSchema, _parser: z.object({ precedingJoinState: number }) }),
  }),
});

const linkSchema = z.object({ id: z.string().optional(), uri: z.string() }).optional();
type LinkService = { getLinkData(id: number): unknown };
const linksSchema = z.object({
  _core: z.object({
    _oscLinkService: z.custom<LinkService>(
      (service) => typeof service === 'object' && service !== null && 'getLinkData' in service,
    ),
  }),
});

export type ScreenInternals = {
  buffer: ScreenBuffer;
  /** The normal screen's, whichever is shown. */
  normal: ScreenBuffer;
  pen: Pen;
  isCursorHidden: boolean;
  mouseEncoding: string;
  /** Which of G0 to G3 is in use, and whether each draws lines instead of letters. */
  charsets: { level: number; drawLines: boolean[] };
  /** Whether a combining character that comes now would join the last one that was printed. */
  joins: boolean;
};

/** Only when nothing that was written is still to be parsed. */
export function readInternals(terminal: Terminal): ScreenInternals {
  const { _core: core } = internalsSchema.parse(terminal);
  return {
    buffer: core._bufferService.buffer,
    normal: core._bufferService.buffers.normal,
    pen: core._inputHandler._curAttrData,
    isCursorHidden: core.coreService.isCursorHidden,
    mouseEncoding: core.coreMouseService.activeEncoding,
    charsets: {
      level: core._charsetService.glevel,
      drawLines: Array.from({ length: 4 }, (_, at) => drawsLines(core._charsetService._charsets[at])),
    },
    joins: core._inputHandler._parser.precedingJoinState !== 0,
  };
}

/** Undefined for a link that the terminal has forgotten. */
export function readLink(terminal: Terminal, urlId: number): Link | undefined {
  return linkSchema.parse(linksSchema.parse(terminal)._core._oscLinkService.getLinkData(urlId));
}

/** A cell whose attributes can be read in the same words as a pen's. */
export type CellWithPen = IBufferCell & Pen;

/** The same cell. */
export function withPen(cell: IBufferCell): CellWithPen {
  if (!isWithPen(cell)) throw new Error('a cell of this xterm has other attributes than were expected');
  return cell;
}

function isWithPen(cell: IBufferCell): cell is CellWithPen {
  return penSchema.safeParse(cell).success;
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
