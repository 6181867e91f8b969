// The terminal's screen, kept beside its output: it restores browsers that can't go on by offset, and answers programs
// that ask their terminal something, once, however many browsers there are.
import { setImmediate as othersTurn, setTimeout as sleep } from 'node:timers/promises';
// Both are CommonJS: Node finds no named exports in them.
import unicodeAddon from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { answerQueries, type Colors } from './device-answers.ts';
import { PendingSteps, type Step } from './pending-steps.ts';
import { firstLines } from './plain-flood.ts';
import { hasMargins } from './screen-internals.ts';
import { type ProgramSettings, snapshotScreen } from './screen-snapshot.ts';
import { UnfinishedTail } from './unfinished-tail.ts';

/** As many lines above the screen as browsers keep. */
export const scrollbackLines = 10_000;
/** One call of the parser: other terminals of this worker wait that long, about 2 ms. Lines that scroll cost the most. */
const sliceBytes = 64 * 1024;
const sliceLines = 1_000;
/** More than a person reads at a time: parsing waits whether still more comes, since most of a flood need not be. */
const floodBytes = 64 * 1024;
/** Longer than a flood is made to rest: see output-pace.ts. */
const floodPauseMs = 100;
const floodLookMs = 4;

/** Ends an escape sequence whose rest is lost. */
const cancel = Buffer.from([0x18]);

/** While more than this waits to be parsed the program has to wait as well. */
export const maxMirrorLagBytes = 4 * 1024 * 1024;

export type Snapshot = { offset: number; cols: number; rows: number; data: Uint8Array };

export type MirrorStart = {
  cols: number;
  rows: number;
  /** Where the output begins that is going to be told. */
  offset?: number;
  /** What programs asked before this offset has been answered. */
  answered?: number;
};

type Options = MirrorStart & {
  /** What the terminal itself says to programs that asked before an offset. */
  onReply: (data: string, offset: number) => void;
  /** What a program is told that asks for the colours. */
  colors: () => Colors;
  /** So many bytes more are parsed, or need not be. */
  onTaken: (bytes: number) => void;
};

export class ScreenMirror {
  /** Its screen; for reading only. */
  readonly terminal: headless.Terminal;
  readonly #tail = new UnfinishedTail();
  readonly #settings: ProgramSettings = { title: '', cursorStyle: '' };
  readonly #onTaken: Options['onTaken'];
  readonly #steps = new PendingSteps();
  readonly #waiting: ((snapshot: Snapshot) => void)[] = [];
  readonly #settling: (() => void)[] = [];
  readonly #onReply: Options['onReply'];
  readonly #answered: number;
  #replies = '';
  #offset: number;
  #parsingBytes = 0;
  #toldAt = 0;
  #isPumping = false;
  #isDisposed = false;

  constructor({ cols, rows, offset = 0, answered = 0, onReply, colors, onTaken }: Options) {
    this.#offset = offset;
    this.#answered = answered;
    this.#onReply = onReply;
    this.#onTaken = onTaken;
    this.terminal = new headless.Terminal({
      cols,
      rows,
      scrollback: scrollbackLines,
      allowProposedApi: true,
      windowOptions: { getWinSizeChars: true },
    });
    this.terminal.loadAddon(new unicodeAddon.Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    const reply = (data: string) => {
      this.#replies += data;
    };
    this.terminal.onData(reply);
    answerQueries(this.terminal.parser, colors, reply);
    this.terminal.onTitleChange((title) => {
      this.#settings.title = title;
    });
    this.#followCursorStyle();
  }

  /** What follows what was told before: output, a size, or a screen that an earlier mirror left. */
  tell(step: Step): void {
    this.#steps.push(step);
    if ('bytes' in step) {
      this.#toldAt = performance.now();
      if ((this.#steps.plainLines ?? 0) >= 2 * this.#keptLines) this.#forgetPassed();
    }
    void this.#pump();
  }

  /** The screen after all that was told before; output after `offset` continues it. */
  snapshot(): Promise<Snapshot> {
    const taken = new Promise<Snapshot>((resolve) => this.#waiting.push(resolve));
    void this.#pump();
    return taken;
  }

  /** Resolves when all that was told before is on the screen, and whoever asked for that has it. */
  settled(): Promise<void> {
    const settled = new Promise<void>((resolve) => this.#settling.push(resolve));
    void this.#pump();
    return settled;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.terminal.dispose();
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    do {
      await this.#parsePending();
      const waiting = this.#waiting.splice(0);
      const snapshot = waiting.length > 0 ? await this.#takeSnapshot() : undefined;
      if (snapshot) for (const resolve of waiting) resolve(snapshot);
    } while (!this.#isDisposed && (!this.#steps.isEmpty || this.#waiting.length > 0));
    this.#isPumping = false;
    if (this.#isDisposed) return;
    for (const resolve of this.#settling.splice(0)) resolve();
  }

  async #parsePending(): Promise<void> {
    while (!this.#steps.isEmpty && !this.#isDisposed) {
      if (this.#mayMoreCome()) await sleep(floodLookMs);
      else {
        this.#forgetPassed();
        await this.#takeStep();
      }
    }
  }

  #mayMoreCome(): boolean {
    const { bytes, plainLines } = this.#steps;
    if (plainLines === undefined || bytes < floodBytes || bytes >= maxMirrorLagBytes) return false;
    return this.#waiting.length === 0 && performance.now() - this.#toldAt < floodPauseMs;
  }

  async #takeStep(): Promise<void> {
    // What was asked before this agent's time, and what is asked in it, come in slices of their own.
    const unanswered = this.#answered > this.#offset ? this.#answered - this.#offset : sliceBytes;
    const most = Math.min(sliceBytes, unanswered);
    const step = this.#steps.shift((bytes) => firstLines(bytes.subarray(0, most), sliceLines));
    if (!step) return;
    if ('cols' in step) this.terminal.resize(step.cols, step.rows);
    else if ('screen' in step) await this.#parse(step.screen);
    else if ('offset' in step) {
      await this.#parse(cancel);
      this.#offset = step.offset;
    } else {
      await this.#parse(step.bytes);
      this.#moveOn(step.bytes.length);
      this.#reply();
    }
  }

  /** All that was asked in one slice at once: whoever takes it over knows where the next question begins. */
  #reply(): void {
    const replies = this.#replies;
    this.#replies = '';
    if (replies !== '' && this.#offset > this.#answered) this.#onReply(replies, this.#offset);
  }

  /** Exact: whatever could make lines stay, or text more than text, forbids it. */
  #forgetPassed(): void {
    if ((this.#steps.plainLines ?? 0) <= this.#keptLines + 1) return;
    // What is being parsed may forbid it.
    if (this.#parsingBytes > 0) return;
    if (this.#tail.isEmpty && this.#scrollsPlainly()) this.#moveOn(this.#steps.forgetAllBut(this.#keptLines));
  }

  #moveOn(bytes: number): void {
    this.#offset += bytes;
    this.#onTaken(bytes);
  }

  /** All that the screen and the lines above it can hold. */
  get #keptLines(): number {
    return scrollbackLines + this.terminal.rows;
  }

  #scrollsPlainly(): boolean {
    const { buffer, modes } = this.terminal;
    const isWhole = buffer.active.type === 'normal' && !modes.originMode && modes.wraparoundMode;
    return isWhole && !hasMargins(this.terminal);
  }

  async #parse(slice: Uint8Array): Promise<void> {
    this.#tail.push(slice);
    this.#parsingBytes = slice.length;
    await new Promise<void>((resolve) => this.terminal.write(slice, resolve));
    this.#parsingBytes = 0;
  }

  /** Undefined when it is disposed meanwhile. Nothing is parsed until it is taken, but the offset may move on. */
  async #takeSnapshot(): Promise<Snapshot | undefined> {
    const { cols, rows } = this.terminal;
    const offset = this.#offset;
    const drawing = snapshotScreen(this.terminal, this.#settings);
    let drawn = drawing.next();
    while (!drawn.done) {
      await othersTurn();
      if (this.#isDisposed) return undefined;
      drawn = drawing.next();
    }
    return { offset, cols, rows, data: Buffer.concat([Buffer.from(drawn.value), this.#tail.bytes]) };
  }

  #followCursorStyle(): void {
    const { parser } = this.terminal;
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, ([style]) => {
      this.#settings.cursorStyle = `\u001b[${typeof style === 'number' ? style : 0} q`;
      return false;
    });
    parser.registerEscHandler({ final: 'c' }, () => {
      this.#settings.cursorStyle = '';
      return false;
    });
  }
}
