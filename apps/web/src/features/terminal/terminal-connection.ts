// One attachment of this browser to a terminal: frames in order, acknowledgements after parsing, and resuming by
// offset after a cut. Input is sent at most once. Knows neither React nor the DOM.
import type { ErrorCode } from '@marina/protocol/errors';
import {
  type ClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  maxInputBytes,
  type ServerFrame,
  terminalSubprotocol,
} from '@marina/protocol/terminal-frames';
import { ReconnectingSocket } from '../connection/reconnecting-socket.ts';
import type { OpenSocket } from '../connection/web-socket.ts';
import { Acknowledger } from './acknowledger.ts';

/** What is typed while the connection is down is kept up to this many bytes and sent once it is back. */
const typeAheadBytes = 4096;

export type Size = { cols: number; rows: number };

/** The browser's terminal. `parsed` is called once the data has been parsed; calls take effect in order. */
export interface Screen {
  size(): Size;
  write(data: Uint8Array, parsed: () => void): void;
  /** Forgets everything, takes the size, then writes. */
  restore(size: Size, data: Uint8Array, parsed: () => void): void;
  /** Another attachment has changed the terminal's size. */
  resize(size: Size): void;
}

export type TerminalState =
  | { is: 'connecting' }
  | { is: 'live' }
  | { is: 'reconnecting' }
  | { is: 'exited'; code: number }
  | { is: 'refused'; error: ErrorCode };

type Options = { url: string; screen: Screen; open: OpenSocket; onState: (state: TerminalState) => void };

export class TerminalConnection {
  readonly #screen: Screen;
  readonly #onState: (state: TerminalState) => void;
  readonly #socket: ReconnectingSocket;
  readonly #acks = new Acknowledger((offset) => this.#send({ type: 'ack', offset }));
  #state: TerminalState = { is: 'connecting' };
  #epoch = 0n;
  /** Bytes handed to the screen, counted from the terminal's opening. */
  #received = 0n;
  /** Counts sockets and snapshots: a write that is parsed later than its own must not be acknowledged. */
  #attachment = 0;
  #restored = 0;
  /** The terminal's size as far as this side knows. */
  #agreed: Size | undefined;
  #typeAhead: Uint8Array[] = [];

  constructor({ url, screen, open, onState }: Options) {
    this.#screen = screen;
    this.#onState = onState;
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

  input(data: Uint8Array): void {
    if (this.#state.is === 'live') this.#sendInput(data);
    else if (!this.#isOver && this.#waitingBytes() + data.length <= typeAheadBytes) this.#typeAhead.push(data);
  }

  resize(size: Size): void {
    if (this.#state.is !== 'live') return;
    if (this.#agreed?.cols === size.cols && this.#agreed.rows === size.rows) return;
    this.#agreed = size;
    this.#send({ type: 'resize', ...size });
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
    this.#agreed = undefined;
    this.#send({ type: 'hello', epoch: this.#epoch, offset: this.#received, ...this.#screen.size() });
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
        this.#goLive();
        break;
      case 'size':
        this.#agreed = { cols: frame.cols, rows: frame.rows };
        this.#screen.resize(this.#agreed);
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
    if (this.#epoch !== 0n && this.#epoch !== frame.epoch) this.#typeAhead = [];
    this.#epoch = frame.epoch;
    this.#received = frame.offset;
    this.#agreed = { cols: frame.cols, rows: frame.rows };
    this.#acks.restart(frame.offset);
    const restored = ++this.#restored;
    const attachment = this.#attachment;
    this.#screen.restore(this.#agreed, frame.data, () => {
      if (this.#isOver || restored !== this.#restored || attachment !== this.#attachment) return;
      this.#send({ type: 'ack', offset: frame.offset });
      this.#goLive();
    });
  }

  #goLive(): void {
    this.#become({ is: 'live' });
    this.resize(this.#screen.size());
    for (const data of this.#typeAhead.splice(0)) this.#sendInput(data);
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

  #waitingBytes(): number {
    return this.#typeAhead.reduce((sum, data) => sum + data.length, 0);
  }

  #become(state: TerminalState): void {
    this.#state = state;
    this.#onState(state);
  }
}
