// A screen as text, with everything that a difference could hide in: for comparing two of them.
import type { IBuffer, Terminal } from '@xterm/headless';
import { type CellWithPen, readInternals, readLink, withPen } from './screen-internals.ts';
import { hasExtended } from './screen-pen.ts';

/** Style and colour of an underline; see xterm.js, src/common/buffer/Constants.ts, `ExtFlags`. */
const underlineMask = 0x1fff_ffff;

/** Of a mirror, once it has parsed all that it was given. */
export async function dumpScreen(mirror: { snapshot(): Promise<unknown>; terminal: Terminal }): Promise<string> {
  await mirror.snapshot();
  return dumpTerminal(mirror.terminal);
}

/** Only when nothing that was written is still to be parsed. */
export function dumpTerminal(terminal: Terminal): string {
  const { buffer, pen, isCursorHidden, mouseEncoding, charsets } = readInternals(terminal);
  const { active, normal } = terminal.buffer;
  const state = {
    type: active.type,
    size: [terminal.cols, terminal.rows],
    cursor: [buffer.x, buffer.y],
    region: [buffer.scrollTop, buffer.scrollBottom],
    saved: [Math.min(buffer.savedX, terminal.cols - 1), Math.max(0, buffer.savedY - buffer.ybase)],
    tabs: Object.keys(buffer.tabs).filter((column) => buffer.tabs[column] && Number(column) < terminal.cols),
    pen: [pen.fg, pen.bg, pen.extended.ext],
    charsets,
    isCursorHidden,
    mouseEncoding,
    modes: terminal.modes,
  };
  const lines = dumpLines(terminal, active);
  // A program on the alternate screen will give the normal one back.
  if (active !== normal) lines.push('beneath:', ...dumpLines(terminal, normal));
  return [JSON.stringify(state), ...lines].join('\n');
}

function dumpLines(terminal: Terminal, buffer: IBuffer): string[] {
  return Array.from({ length: buffer.length }, (_, at) => dumpLine(terminal, buffer, at));
}

function dumpLine(terminal: Terminal, buffer: IBuffer, at: number): string {
  const line = buffer.getLine(at);
  if (!line) return '';
  const text: string[] = [];
  const looks: string[] = [];
  const cell = withPen(buffer.getNullCell());
  for (let x = 0; x < terminal.cols; x++) {
    line.getCell(x, cell);
    text.push(cell.getWidth() === 1 ? cell.getChars() || '·' : `${cell.getChars()}<${cell.getWidth()}>`);
    const look = cell.fg === 0 && cell.bg === 0 ? '' : attributesOf(terminal, cell);
    if (look !== looks.at(-1)) looks.push(`${x}:`, look);
  }
  const shown = text.join('').replace(/·+$/, '');
  // What the first line continues is no longer known.
  return `${line.isWrapped && at > 0 ? '>' : ' '}${shown} ${looks.length === 2 && looks[1] === '' ? '' : looks.join(' ')}`;
}

/** All bits of the cell's attributes but those that only say where more is kept. */
function attributesOf(terminal: Terminal, cell: CellWithPen): string {
  const words = [cell.fg.toString(16), (cell.bg & ~0x1000_0000).toString(16)];
  if (!hasExtended(cell)) return words.join('/');
  const { ext, urlId } = cell.extended;
  const link = urlId === 0 ? '' : JSON.stringify(readLink(terminal, urlId));
  return [...words, (ext & underlineMask).toString(16), link].join('/');
}
