// One browser on one terminal: what it has been sent, what it has parsed, and the frames between.
import {
  type ClientFrame,
  decodeClientFrame,
  encodeServerFrame,
  type ServerFrame,
} from '@marina/protocol/terminal-frames';
import type { OutputRing } from './output-ring.ts';

/** Bytes sent but not yet parsed by the browser, before sending stops. */
const windowBytes = 256 * 1024;
const maxOutputFrameBytes = 64 * 1024;

/** Hands a frame on; false when no more should follow before `drained`. */
export type Send = (frame: Uint8Array) => boolean;

export type TerminalState = { epoch: bigint; ring: OutputRing; cols: number; rows: number };

export class Attachment {
  readonly #state: TerminalState;
  readonly #send: Send;
  readonly #onFrame: (frame: ClientFrame) => void;
  /** Undefined until the browser has said where it stands. */
  #sent: number | undefined;
  #acked = 0;
  /** The way to the browser is full: an acknowledgement says what was parsed, not that more can be carried. */
  #isCongested = false;

  constructor(state: TerminalState, send: Send, onFrame: (frame: ClientFrame) => void) {
    this.#state = state;
    this.#send = send;
    this.#onFrame = onFrame;
  }

  /** Whether this browser is ready for more output than there is. */
  get keepsUp(): boolean {
    return this.#sent === undefined || (this.#sent - this.#acked < windowBytes && !this.#isCongested);
  }

  get started(): boolean {
    return this.#sent !== undefined;
  }

  /** Takes one frame of the browser. @throws RangeError when it is malformed or out of order. */
  receive(bytes: Uint8Array): void {
    const frame = decodeClientFrame(bytes);
    if (!frame) throw new RangeError('a malformed terminal frame');
    if (frame.type === 'hello') this.#start(frame.epoch, Number(frame.offset));
    else if (this.#sent === undefined) throw new RangeError('the first terminal frame must be a hello');
    else if (frame.type === 'ack') this.#ack(Number(frame.offset));
    this.#onFrame(frame);
    this.flush();
  }

  tell(frame: ServerFrame): void {
    this.#isCongested = !this.#send(encodeServerFrame(frame));
  }

  /** The way to the browser is free again. */
  drained(): void {
    this.#isCongested = false;
    this.flush();
  }

  /** Sends what the terminal has produced since, as far as the window allows. */
  flush(): void {
    const { ring } = this.#state;
    while (this.#sent !== undefined && this.#sent < ring.end && this.keepsUp) {
      const data = ring.read(this.#sent, maxOutputFrameBytes);
      if (!data) {
        this.#startOver();
        return;
      }
      this.#sent += data.length;
      this.tell({ type: 'output', data });
    }
  }

  #start(epoch: bigint, offset: number): void {
    const { ring, epoch: current } = this.#state;
    if (epoch !== current || offset < ring.start || offset > ring.end) {
      this.#startOver();
      return;
    }
    this.#sent = offset;
    this.#acked = offset;
    this.tell({ type: 'resumed', offset: BigInt(offset) });
  }

  /** The browser's screen can't be continued: it begins again with all the output that is still held. */
  #startOver(): void {
    const { ring, epoch, cols, rows } = this.#state;
    const data = ring.read(ring.start, ring.end - ring.start) ?? Buffer.alloc(0);
    this.#sent = ring.end;
    this.#acked = ring.end - Math.min(data.length, windowBytes - 1);
    this.tell({ type: 'snapshot', epoch, offset: BigInt(ring.end), cols, rows, data: fromLineStart(data, ring.start) });
  }

  #ack(offset: number): void {
    if (this.#sent !== undefined && offset <= this.#sent) this.#acked = Math.max(this.#acked, offset);
  }
}

/** A ring that has wrapped begins in the middle of a line, perhaps of a character or an escape sequence. */
function fromLineStart(data: Buffer, start: number): Buffer {
  if (start === 0) return data;
  return data.subarray(data.indexOf(0x0a) + 1);
}
