// Everything that makes a fresh terminal of the same size look, and go on, as this one does.
import type { IModes, Terminal } from '@xterm/headless';
import { drawBuffer, type SavedCursor } from './screen-drawing.ts';
import {
  drawsLines,
  readInternals,
  readLink,
  type ScreenBuffer,
  type ScreenInternals,
  withPen,
} from './screen-internals.ts';
import { hasExtended, linkSequence, type Pen, penSequence } from './screen-pen.ts';

/** What programs have set that the terminal itself keeps no record of. */
export type ProgramSettings = { title: string; cursorStyle: string };

const esc = '\u001b';
const lastCharsets = ['(', ')', '*', '+'];
const mouseModes = { none: '', x10: '9', vt200: '1000', drag: '1002', any: '1003' };

/**
 * Only when nothing that was written is still to be parsed, and nothing is until it is done. Yields where others may
 * have their turn.
 */
export function* snapshotScreen(terminal: Terminal, settings: ProgramSettings): Generator<undefined, string> {
  const internals = readInternals(terminal);
  return [
    yield* drawBuffers(terminal, internals),
    tabStops(terminal, internals.buffer),
    margins(terminal, internals.buffer),
    modes(terminal.modes),
    mouseEncoding(internals),
    settings.cursorStyle,
    internals.isCursorHidden ? `${esc}[?25l` : '',
    settings.title === '' ? '' : `${esc}]2;${settings.title}${esc}\\`,
    cursor(terminal, internals),
  ].join('');
}

/**
 * A program on the alternate screen gives back the normal one, with the cursor that was saved there; and where its own
 * cursor stands decides which lines a change of size takes.
 */
function* drawBuffers(terminal: Terminal, internals: ScreenInternals): Generator<undefined, string> {
  const { active, normal } = terminal.buffer;
  const drawn = yield* drawBuffer(terminal, normal, savedCursor(terminal, internals.normal, normal.length));
  if (active === normal) return drawn;
  const { x, y } = internals.normal;
  return [
    `${drawn}${goTo(y, Math.min(x, terminal.cols - 1))}${esc}[?1047h${esc}[H`,
    yield* drawBuffer(terminal, active, savedCursor(terminal, internals.buffer, active.length)),
  ].join('');
}

function tabStops({ cols }: Terminal, { tabs }: ScreenBuffer): string {
  const isStop = (column: number) => tabs[column] === true;
  const columns = Array.from({ length: cols }, (_, column) => column);
  if (columns.every((column) => isStop(column) === (column % 8 === 0))) return '';
  const set = columns.filter(isStop).map((column) => `${goTo(0, column)}${esc}H`);
  return `${esc}[3g${set.join('')}`;
}

function margins({ rows }: Terminal, { scrollTop, scrollBottom }: ScreenBuffer): string {
  return scrollTop === 0 && scrollBottom === rows - 1 ? '' : `${esc}[${scrollTop + 1};${scrollBottom + 1}r`;
}

/** Undefined where it is as in a new terminal. */
function savedCursor({ cols }: Terminal, buffer: ScreenBuffer, lines: number): SavedCursor | undefined {
  const { savedX, savedY, savedCurAttrData: pen, savedCharset } = buffer;
  const isPlain = savedX === 0 && savedY === 0 && pen.fg === 0 && pen.bg === 0;
  if (isPlain && !drawsLines(savedCharset)) return undefined;
  const [line, column] = [Math.min(savedY, lines - 1), Math.min(savedX, cols - 1)];
  return { line, column, pen, drawsLines: drawsLines(savedCharset) };
}

function modes(on: IModes): string {
  const codes = [
    on.applicationCursorKeysMode ? '?1h' : '',
    on.applicationKeypadMode ? '?66h' : '',
    on.bracketedPasteMode ? '?2004h' : '',
    on.insertMode ? '4h' : '',
    on.originMode ? '?6h' : '',
    on.reverseWraparoundMode ? '?45h' : '',
    on.sendFocusMode ? '?1004h' : '',
    on.wraparoundMode ? '' : '?7l',
    on.synchronizedOutputMode ? '?2026h' : '',
    on.mouseTrackingMode === 'none' ? '' : `?${mouseModes[on.mouseTrackingMode]}h`,
  ];
  return codes.map((code) => (code ? `${esc}[${code}` : '')).join('');
}

/** The cursor with its pen and charsets, in such an order that nothing comes after a character that may be joined. */
function cursor(terminal: Terminal, internals: ScreenInternals): string {
  const { buffer, pen, joins } = internals;
  const isInserting = terminal.modes.insertMode;
  if (joins && !isInserting) return charsets(internals) + link(terminal, pen) + lastCharacterAgain(terminal, internals);
  // A cursor beyond the last column waits to wrap: only printing the last character again brings it there.
  const place =
    buffer.x < terminal.cols ? goTo(row(terminal, buffer), buffer.x) : lastCharacterAgain(terminal, internals);
  return place + link(terminal, pen) + penSequence(pen) + charsets(internals);
}

/** Leaves the cursor behind it. */
function lastCharacterAgain(terminal: Terminal, { buffer }: ScreenInternals): string {
  const line = terminal.buffer.active.getLine(buffer.ybase + buffer.y);
  let x = buffer.x - 1;
  while (x > 0 && line?.getCell(x)?.getWidth() === 0 && line.getCell(x)?.getChars() === '') x -= 1;
  const cell = line?.getCell(x);
  if (!cell) return goTo(row(terminal, buffer), buffer.x);
  return `${goTo(row(terminal, buffer), x)}${penSequence(withPen(cell))}${cell.getChars() || ' '}`;
}

/** In origin mode a program counts its lines from the margin. */
function row({ modes: { originMode } }: Terminal, { y, scrollTop }: ScreenBuffer): number {
  return originMode ? y - scrollTop : y;
}

function link(terminal: Terminal, pen: Pen): string {
  if (!hasExtended(pen) || pen.extended.urlId === 0) return '';
  return linkSequence(readLink(terminal, pen.extended.urlId));
}

function charsets({ charsets: { level, drawLines } }: ScreenInternals): string {
  const drawn = drawLines.map((lines, at) => (lines ? `${esc}${lastCharsets[at]}0` : '')).join('');
  return drawn + (level === 1 ? '\u000e' : level === 2 ? `${esc}n` : level === 3 ? `${esc}o` : '');
}

function mouseEncoding({ mouseEncoding: encoding }: ScreenInternals): string {
  if (encoding === 'SGR') return `${esc}[?1006h`;
  return encoding === 'SGR_PIXELS' ? `${esc}[?1016h` : '';
}

function goTo(y: number, x: number): string {
  return `${esc}[${y + 1};${x + 1}H`;
}
