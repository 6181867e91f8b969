// Everything that makes a fresh terminal of the same size look, and go on, as this one does: what xterm's serialize
// addon writes, and the state that it leaves out.
import type { SerializeAddon } from '@xterm/addon-serialize';
import type { Terminal } from '@xterm/headless';
import { drawsLines, readInternals, readPen, type ScreenInternals } from './screen-internals.ts';
import { penSequence } from './screen-pen.ts';

/** What programs have set that the terminal itself keeps no record of. */
export type ProgramSettings = { title: string; cursorStyle: string };

const esc = '\u001b';
const lastCharsets = ['(', ')', '*', '+'];

/** Only when nothing that was written is still to be parsed. */
export function snapshotScreen(terminal: Terminal, serialize: SerializeAddon, settings: ProgramSettings): string {
  const internals = readInternals(terminal);
  // The addon sets the alternate screen's pen before it switches, and the fresh screen would be painted with it.
  const screen = serialize.serialize().replace(`${esc}[?1049h`, `${esc}[0m${esc}[?1049h`);
  return [
    screen,
    tabStops(terminal, internals),
    margins(terminal, internals),
    savedCursor(terminal, internals),
    cursor(terminal, internals),
    penSequence(internals.pen),
    charsets(internals),
    mouseEncoding(internals),
    settings.cursorStyle,
    internals.isCursorHidden ? `${esc}[?25l` : '',
    settings.title === '' ? '' : `${esc}]2;${settings.title}${esc}\\`,
  ].join('');
}

/** Positions are meant from the corner of the screen, whatever the program's own mode. */
function tabStops({ cols, modes }: Terminal, { buffer }: ScreenInternals): string {
  const leaveOrigin = modes.originMode ? `${esc}[?6l` : '';
  const isStop = (column: number) => buffer.tabs[column] === true;
  const columns = Array.from({ length: cols }, (_, column) => column);
  if (columns.every((column) => isStop(column) === (column % 8 === 0))) return leaveOrigin;
  const set = columns.filter(isStop).map((column) => `${goTo(0, column)}${esc}H`);
  return `${leaveOrigin}${esc}[3g${set.join('')}`;
}

function margins({ rows }: Terminal, { buffer: { scrollTop, scrollBottom } }: ScreenInternals): string {
  return scrollTop === 0 && scrollBottom === rows - 1 ? '' : `${esc}[${scrollTop + 1};${scrollBottom + 1}r`;
}

function savedCursor({ cols }: Terminal, { buffer }: ScreenInternals): string {
  const { savedX, savedY, ybase, savedCurAttrData, savedCharset } = buffer;
  const isPlain = savedX === 0 && savedY === 0 && savedCurAttrData.fg === 0 && savedCurAttrData.bg === 0;
  if (isPlain && !drawsLines(savedCharset)) return '';
  const at = goTo(Math.max(0, savedY - ybase), Math.min(savedX, cols - 1));
  const lines = drawsLines(savedCharset);
  return `${at}${penSequence(savedCurAttrData)}${lines ? `${esc}(0` : ''}${esc}7${lines ? `${esc}(B` : ''}`;
}

function cursor(terminal: Terminal, { buffer }: ScreenInternals): string {
  const { x, y, scrollTop } = buffer;
  const { cols, modes } = terminal;
  // A cursor beyond the last column waits to wrap: only printing the last character again brings it there.
  const place = x < cols ? goTo(y, x) : lastCharacterAgain(terminal, y);
  if (!modes.originMode) return place;
  return `${place}${esc}[?6h${esc}[${y - scrollTop + 1};${Math.min(x, cols - 1) + 1}H`;
}

function lastCharacterAgain({ buffer, cols }: Terminal, y: number): string {
  const line = buffer.active.getLine(buffer.active.baseY + y);
  const last = line?.getCell(cols - 1);
  const isHalf = last?.getWidth() === 0;
  const cell = isHalf ? line?.getCell(cols - 2) : last;
  if (!cell) return goTo(y, cols - 1);
  return `${goTo(y, cols - (isHalf ? 2 : 1))}${penSequence(readPen(cell))}${cell.getChars() || ' '}`;
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
