// The lines of a buffer as what a program would write to make them, in a terminal that has just been reset: every
// cell with its attributes, and lines that wrapped as lines that wrap. Xterm's own serialize addon loses underline
// styles, links, and cells where lines wrap after something was erased.
import type { IBuffer, IBufferLine, Terminal } from '@xterm/headless';
import { type CellWithPen, readLink, withPen } from './screen-internals.ts';
import { hasExtended, isErasedPen, linkSequence, type Pen, penSequence } from './screen-pen.ts';

const esc = '\u001b';
const plain: Pen = { fg: 0, bg: 0, extended: { ext: 0, urlId: 0 } };

/** Drawn in one go, about a millisecond: a full scrollback has twenty times as many. */
const linesAtOnce = 500;

/** What DECSC has saved in a buffer; `line` counts from the oldest of its lines. */
export type SavedCursor = { line: number; column: number; pen: Pen; drawsLines: boolean };

/**
 * Begins and ends with the plain pen; the cursor begins in the corner of the screen. What was saved is saved on the way:
 * xterm.js keeps its line, and that may have scrolled away. Yields where others may have their turn; nothing may be
 * written to the terminal meanwhile.
 */
export function* drawBuffer(
  terminal: Terminal,
  buffer: IBuffer,
  saved: SavedCursor | undefined,
): Generator<undefined, string> {
  const drawing = new Drawing(terminal, withPen(buffer.getNullCell()));
  let last: IBufferLine | undefined;
  for (let at = 0; at < buffer.length; at++) {
    const line = buffer.getLine(at);
    if (!line) break;
    if (last) drawing.next(last, line.isWrapped);
    if (saved?.line === at) drawing.save(saved);
    drawing.draw(line);
    last = line;
    if (at % linesAtOnce === linesAtOnce - 1) yield;
  }
  return drawing.end();
}

class Drawing {
  readonly #terminal: Terminal;
  readonly #cols: number;
  /** Filled with one cell after the other. */
  readonly #cell: CellWithPen;
  #out = '';
  /** The cursor's column; the number of columns when it waits to wrap. */
  #x = 0;
  #pen: Pen = plain;

  constructor(terminal: Terminal, cell: CellWithPen) {
    this.#terminal = terminal;
    this.#cols = terminal.cols;
    this.#cell = cell;
  }

  end(): string {
    this.#use(plain);
    return this.#out;
  }

  /** To the start of the line below `above`; what scrolls in takes the pen's background, so that must be plain. */
  next(above: IBufferLine, isWrapped: boolean): void {
    if (isWrapped) this.#wrap(above);
    else {
      this.#use(plain);
      this.#out += '\r\n';
    }
    this.#x = 0;
  }

  /** In the line that is about to be drawn. */
  save({ column, pen, drawsLines }: SavedCursor): void {
    this.#moveTo(column);
    this.#use(pen);
    this.#out += drawsLines ? `${esc}(0${esc}7${esc}(B` : `${esc}7`;
    this.#use(plain);
    this.#moveTo(0);
  }

  draw(line: IBufferLine): void {
    for (let x = 0; x < this.#cols; ) {
      const cell = line.getCell(x, this.#cell);
      if (!cell) return;
      const chars = cell.getChars();
      const width = cell.getWidth();
      if (chars !== '') this.#print(x, chars, width);
      if (chars === '' && width === 1) x += this.#blank(line, x);
      else x += Math.max(1, width);
    }
  }

  #print(x: number, chars: string, width: number): void {
    // Without a cell of its own a character would join the one before, unless something comes between.
    if (width === 0) this.#out += `${esc}[${x + 1}G`;
    this.#moveTo(x);
    this.#use(this.#cell);
    this.#out += chars;
    this.#x = x + Math.max(1, width);
  }

  /** Erased cells; returns how many. */
  #blank(line: IBufferLine, x: number): number {
    const { fg, bg } = this.#cell;
    if (!isErasedPen(this.#cell)) {
      this.#halve(x);
      return 1;
    }
    let end = x + 1;
    while (end < this.#cols && line.getCell(end, this.#cell) && this.#isErasedAs(fg, bg)) end += 1;
    if (bg !== 0) {
      this.#moveTo(x);
      this.#use({ ...plain, bg });
      this.#out += `${esc}[${end - x}X`;
    }
    return end - x;
  }

  #isErasedAs(fg: number, bg: number): boolean {
    const cell = this.#cell;
    return cell.getChars() === '' && cell.getWidth() === 1 && cell.fg === fg && cell.bg === bg;
  }

  /** What is left of a wide character, half of which was overwritten: erased, but with the attributes of a character. */
  #halve(x: number): void {
    if (x + 1 >= this.#cols) return;
    this.#moveTo(x);
    this.#use(this.#cell);
    this.#out += `\u3000${esc}[${x + 2}Gx${esc}[${x + 2}G`;
    this.#use(plain);
    this.#out += `${esc}[X`;
    this.#x = x + 1;
  }

  /** Prints beyond the last column, and erases what was printed only for that. */
  #wrap(above: IBufferLine): void {
    const last = above.getCell(this.#cols - 1, this.#cell);
    const isBlank = last?.getChars() === '' && last.getWidth() === 1;
    if (isBlank && !isErasedPen(this.#cell)) {
      // It had no room for the wide character that follows.
      this.#moveTo(this.#cols - 1);
      this.#use(this.#cell);
      this.#out += '\u3000';
    } else if (isBlank) {
      const { bg } = this.#cell;
      this.#use(plain);
      this.#out += `${esc}[${this.#cols}G  ${esc}[A${esc}[${this.#cols}G`;
      this.#use({ ...plain, bg });
      this.#out += `${esc}[X${esc}[B`;
    } else {
      this.#use(plain);
      this.#out += ' ';
    }
    this.#use(plain);
    this.#out += `\r${esc}[${this.#cols}X`;
  }

  #moveTo(x: number): void {
    if (this.#x !== x) this.#out += `${esc}[${x + 1}G`;
    this.#x = x;
  }

  #use(pen: Pen): void {
    if (isSame(pen, this.#pen)) return;
    const link = linkOf(pen);
    if (link !== linkOf(this.#pen)) this.#out += linkSequence(link === 0 ? undefined : readLink(this.#terminal, link));
    this.#out += penSequence(pen);
    this.#pen = { fg: pen.fg, bg: pen.bg, extended: pen.extended };
  }
}

function isSame(left: Pen, right: Pen): boolean {
  if (left.fg !== right.fg || left.bg !== right.bg) return false;
  if (!hasExtended(left)) return true;
  return left.extended.ext === right.extended.ext && left.extended.urlId === right.extended.urlId;
}

function linkOf(pen: Pen): number {
  return hasExtended(pen) ? pen.extended.urlId : 0;
}
