// A screen as text, with everything that a difference could hide in: for comparing two of them.
import type { IBufferCell, Terminal } from '@xterm/headless';
import { readInternals } from './screen-internals.ts';

/** Of a mirror, once it has parsed all that it was given. */
export async function dumpScreen(mirror: { snapshot(): Promise<unknown>; terminal: Terminal }): Promise<string> {
  await mirror.snapshot();
  return dumpTerminal(mirror.terminal);
}

/** Only when nothing that was written is still to be parsed. */
export function dumpTerminal(terminal: Terminal): string {
  const { buffer, pen, isCursorHidden, mouseEncoding, charsets } = readInternals(terminal);
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, at) => dumpLine(terminal, at));
  const state = {
    type: active.type,
    cursor: [buffer.x, buffer.y],
    region: [buffer.scrollTop, buffer.scrollBottom],
    pen: [pen.fg, pen.bg, pen.extended.ext],
    charsets,
    isCursorHidden,
    mouseEncoding,
    modes: terminal.modes,
  };
  return [JSON.stringify(state), ...lines].join('\n');
}

function dumpLine(terminal: Terminal, at: number): string {
  const line = terminal.buffer.active.getLine(at);
  if (!line) return '';
  const text = line.translateToString(true);
  const colors: (string | number)[] = [];
  for (let x = 0; x < terminal.cols; x++) {
    const cell = line.getCell(x);
    if (cell) colors.push(cell.isAttributeDefault() ? 0 : attributesOf(cell));
  }
  return `${line.isWrapped ? '>' : ' '}${text} ${colors.every((color) => color === 0) ? '' : colors.join(',')}`;
}

function attributesOf(cell: IBufferCell): string {
  const flags = [
    cell.isBold(),
    cell.isDim(),
    cell.isItalic(),
    cell.isUnderline(),
    cell.isBlink(),
    cell.isInverse(),
    cell.isInvisible(),
    cell.isStrikethrough(),
    cell.isOverline(),
  ].map((flag) => (flag ? 1 : 0));
  return [cell.getFgColorMode(), cell.getFgColor(), cell.getBgColorMode(), cell.getBgColor(), ...flags].join(':');
}
