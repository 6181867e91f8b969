// One attachment of this browser to a terminal: frames in order, acknowledgements after parsing, and resuming by
// offset after a cut. Input arrives exactly once. Knows neither React nor the DOM.
import type { ErrorCode } from '@marina/protocol/errors';
import {
  type ClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  maxInputBytes,
  type ServerFrame,
  terminalSubprotocol,
  unknownInput,
} from '@marina/protocol/terminal-frames';
import type { TerminalNews } from '@marina/protocol/terminal-news';
import { ReconnectingSocket } from '../connection/reconnecting-socket.ts';
import type { OpenSocket } from '../connection/web-socket.ts';
import { Acknowledger } from './acknowledger.ts';
import { UnconfirmedInput } from './unconfirmed-input.ts';

/** What is typed while the connection is down is kept while no more than this many bytes are unconfirmed. */
const typeAheadBytes = 64 * 1024;

export type Size = { cols: number; rows: number };

/** The browser's terminal. `parsed` is called once the data has been parsed; calls take effect in order. */
export interface Screen {
  /** What the view has room for, whatever size it has now. */
  room(): Size;
  write(data: Uint8Array, parsed: () => void): void;
  /** Forgets everything, takes the size, then writes. */
  restore(size: Size, data: Uint8Array, parsed: () => void): void;
  /** What is written from here on is meant for this size. */
  resize(size: Size): void;
}

export type TerminalState =
  | { is: 'connecting' }
  | { is: 'live' }
  | { is: 'reconnecting' }
  | { is: 'exited'; code: number }
  | { is: 'refused'; error: ErrorCode };

/** 0xRRGGBB of text and background, for programs that ask. */
export type Colors = { foreground: number; background: number };

type Options = {
  url: string;
  screen: Screen;
  open: OpenSocket;
  onState: (state: TerminalState) => void;
  onNews?: (news: TerminalNews) => void;
};

export class TerminalConnection {
  readonly #screen: Screen;
  readonly #onState: (state: TerminalState) => void;
  readonly #onNews: (news: TerminalNews) => void;
  readonly #socket: ReconnectingSocket;
  readonly #acks = new Acknowledger((offset) => this.#send({ type: 'ack', offset }));
  #state: TerminalState = { is: 'connecting' };
  #epoch = 0n;
  /** Bytes handed to the screen, counted from the terminal's opening. */
  #received = 0n;
  /** Counts sockets and snapshots: a write that is parsed later than its own must not be acknowledged. */
  #attachment = 0;
  #restored = 0;
  /** Names this view of the terminal across its connections. */
  readonly #client = randomClient();
  readonly #input = new UnconfirmedInput();
  /** What the other side knows of the room here. */
  #toldRoom: Size | undefined;
  #colors: Colors | undefined;
  #isVisible = true;
  #isReadOnly = false;

  constructor({ url, screen, open, onState, onNews }: Options) {
    this.#screen = screen;
    this.#onState = onState;
    this.#onNews = onNews ?? (() => undefined);
    this.#socket = new ReconnectingSocket({
      url,
      protocols: [terminalSubprotocol],
      open,
      onOpen: () => this.#hello(),
      onMessage: (data) => this.#receive(data),
      onLost: () => this.#lost(),
      onRefused: (error) => this.#isOver || this.#become({ is: 'refused', error }),
    });
  }

  get state(): TerminalState {
    return this.#state;
  }

  /** False where it is dropped: nobody reads it, or too much is waiting already. */
  input(data: Uint8Array): boolean {
    if (this.#isOver || this.#isReadOnly) return false;
    const isLive = this.#state.is === 'live';
    if (!isLive && this.#input.bytes + data.length > typeAheadBytes) return false;
    this.#input.add(data);
    if (isLive) this.#sendInput(data);
    return true;
  }

  /** The view has room for this size: it becomes the terminal's if this view decides. */
  resize(size: Size): void {
    if (this.#state.is !== 'live') return;
    if (this.#toldRoom?.cols === size.cols && this.#toldRoom.rows === size.rows) return;
    this.#toldRoom = size;
    this.#send({ type: 'resize', cols: size.cols, rows: size.rows });
  }

  /** From now on this view decides the terminal's size. */
  takeSize(): void {
    this.#send({ type: 'take' });
  }

  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    this.#send({ type: 'visible', visible: isVisible });
  }

  setColors(colors: Colors): void {
    this.#colors = colors;
    if (this.#state.is === 'live') this.#send({ type: 'colors', ...colors });
  }

  retryNow(): void {
    this.#socket.retryNow();
  }

  close(): void {
    this.#attachment++;
    this.#restored++;
    this.#acks.stop();
    this.#socket.close();
  }

  get #isOver(): boolean {
    return this.#state.is === 'exited' || this.#state.is === 'refused';
  }

  #hello(): void {
    this.#attachment++;
    this.#toldRoom = this.#screen.room();
    this.#send({
      type: 'hello',
      epoch: this.#epoch,
      offset: this.#received,
      client: this.#client,
      visible: this.#isVisible,
      ...this.#toldRoom,
    });
  }

  #receive(data: unknown): void {
    const frame = data instanceof ArrayBuffer ? decodeServerFrame(new Uint8Array(data)) : undefined;
    if (frame && !this.#isOver) this.#take(frame);
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'output':
        this.#output(frame.data);
        break;
      case 'snapshot':
        this.#snapshot(frame);
        break;
      case 'resumed':
        this.#acks.restart(frame.offset);
        this.#received = frame.offset;
        this.#goLive(frame.input);
        break;
      case 'size':
        this.#screen.resize(frame);
        break;
      case 'inputAck':
        this.#input.confirm(frame.input);
        break;
      case 'news':
        this.#isReadOnly = frame.news.readOnly;
        this.#onNews(frame.news);
        break;
      case 'exit':
        this.#become({ is: 'exited', code: frame.code });
        this.close();
        break;
    }
  }

  #output(data: Uint8Array): void {
    this.#received += BigInt(data.length);
    const offset = this.#received;
    const restored = this.#restored;
    this.#screen.write(data, () => restored === this.#restored && this.#acks.parsed(offset));
  }

  #snapshot(frame: Extract<ServerFrame, { type: 'snapshot' }>): void {
    // What was typed for another life of the terminal must not reach this one.
    const input = this.#epoch === 0n || this.#epoch === frame.epoch ? frame.input : unknownInput;
    this.#epoch = frame.epoch;
    this.#received = frame.offset;
    this.#acks.restart(frame.offset);
    const restored = ++this.#restored;
    const attachment = this.#attachment;
    this.#screen.restore(frame, frame.data, () => {
      if (this.#isOver || restored !== this.#restored || attachment !== this.#attachment) return;
      this.#send({ type: 'ack', offset: frame.offset });
      this.#goLive(input);
    });
  }

  /** A screen that only starts over on a living connection has no input to send again. */
  #goLive(input: bigint): void {
    const wasLive = this.#state.is === 'live';
    const unconfirmed = this.#input.confirm(input);
    if (wasLive) return;
    this.#become({ is: 'live' });
    if (this.#colors) this.#send({ type: 'colors', ...this.#colors });
    this.resize(this.#screen.room());
    for (const data of unconfirmed) this.#sendInput(data);
  }

  #lost(): void {
    this.#attachment++;
    this.#acks.stop();
    if (!this.#isOver && this.#epoch !== 0n) this.#become({ is: 'reconnecting' });
  }

  #sendInput(data: Uint8Array): void {
    for (let at = 0; at < data.length; at += maxInputBytes) {
      this.#send({ type: 'input', data: data.subarray(at, at + maxInputBytes) });
    }
  }

  #send(frame: ClientFrame): void {
    this.#socket.send(encodeClientFrame(frame));
  }

  #become(state: TerminalState): void {
    this.#state = state;
    this.#onState(state);
  }
}

/** Never 0, and never the same twice. */
function randomClient(): bigint {
  const [random = 1n] = crypto.getRandomValues(new BigUint64Array(1));
  return random || 1n;
}
