// One browser on one terminal: what it has been sent, what it has parsed, and the frames between.
import {
  type ClientFrame,
  decodeClientFrame,
  encodeServerFrame,
  outputHeader,
  type ServerFrame,
  unknownInput,
} from '@marina/protocol/terminal-frames';
import type { TerminalNews } from '@marina/protocol/terminal-news';
import type { Snapshot } from './mirror/screen-mirror.ts';
import type { OutputRing } from './output-ring.ts';

/** Bytes sent but not yet parsed by the browser, before sending stops. */
const windowBytes = 256 * 1024;
const maxOutputFrameBytes = 64 * 1024;

export type Size = { cols: number; rows: number };

/** The way to a browser. */
export type Wire = {
  /** One frame, in parts that are good for this call only. False when no more should follow before `drained`. */
  send: (...frame: Uint8Array[]) => boolean;
  /** Nothing more will be sent. */
  end: () => void;
};

/** Who attaches: `name` is shown to the others. */
export type Visitor = { viewer: string; name: string; readOnly: boolean };

/** What all attachments of a terminal share. */
export type TerminalState = {
  readonly epoch: bigint;
  readonly ring: OutputRing;
  size: Size;
  /** Where in the output the size last changed: a browser from before it can't go on by offset. */
  resizedAt: number;
  snapshot(): Promise<Snapshot>;
  /** How much this view has typed. */
  typed(client: bigint): bigint;
};

type Hello = Extract<ClientFrame, { type: 'hello' }>;

export class Attachment {
  readonly visitor: Visitor;
  readonly #state: TerminalState;
  readonly #wire: Wire;
  /** Undefined until the browser has said where it stands. */
  #hello: Hello | undefined;
  /** What the browser's view has room for. */
  viewSize: Size = { cols: 80, rows: 24 };
  isVisible = true;
  /** Undefined while nothing can be sent: before the hello, and while a snapshot is awaited. */
  #sent: number | undefined;
  #acked = 0;
  /** The way to the browser is full: an acknowledgement says what was parsed, not that more can be carried. */
  #isCongested = false;
  /** Sizes that take effect when the output before them has been sent. */
  readonly #sizes: (Size & { at: number })[] = [];
  /** Whether the browser and the agent count its typing from the same place. */
  #countsInput = false;
  #exitCode: number | undefined;
  #isDetached = false;

  constructor(state: TerminalState, wire: Wire, visitor: Visitor) {
    this.#state = state;
    this.#wire = wire;
    this.visitor = visitor;
  }

  /** Names the browser's view across its connections; undefined before it has said so. */
  get client(): bigint | undefined {
    return this.#hello?.client;
  }

  /** Whether this browser is ready for more output than there is. */
  get keepsUp(): boolean {
    return this.#sent === undefined || (this.#sent - this.#acked < windowBytes && !this.#isCongested);
  }

  /** @throws RangeError when it is malformed or out of order. */
  decode(bytes: Uint8Array): ClientFrame {
    const frame = decodeClientFrame(bytes);
    if (!frame) throw new RangeError('a malformed terminal frame');
    if ((frame.type === 'hello') !== (this.#hello === undefined)) {
      throw new RangeError('a terminal’s first frame, and no other, is a hello');
    }
    return frame;
  }

  /** Begins to send. `countsInput` tells whether it is known how much this view has typed before. */
  start(hello: Hello, countsInput: boolean): void {
    this.#hello = hello;
    this.#countsInput = countsInput;
    this.viewSize = { cols: hello.cols, rows: hello.rows };
    this.isVisible = hello.visible;
    const { ring, epoch, resizedAt, size } = this.#state;
    const offset = Number(hello.offset);
    const goesOn = hello.epoch === epoch && offset >= Math.max(ring.start, resizedAt) && offset <= ring.end;
    if (!goesOn) {
      this.#startOver();
      return;
    }
    this.#sent = offset;
    this.#acked = offset;
    this.tell({ type: 'size', ...size });
    this.tell({ type: 'resumed', offset: hello.offset, input: this.#input() });
    this.flush();
  }

  ack(offset: number): void {
    if (this.#sent !== undefined && offset <= this.#sent) this.#acked = Math.max(this.#acked, offset);
    this.flush();
  }

  /** The way to the browser is free again. */
  drained(): void {
    this.#isCongested = false;
    this.flush();
  }

  news(news: TerminalNews): void {
    if (this.#hello) this.tell({ type: 'news', news });
  }

  confirmInput(input: bigint): void {
    this.tell({ type: 'inputAck', input });
  }

  /** From here on the output is written for this size. */
  resized(size: Size): void {
    if (this.#sent === undefined) return;
    this.#sizes.push({ at: this.#state.ring.end, ...size });
    this.flush();
  }

  /** Told once all output has been sent; then the attachment is over. */
  exited(code: number): void {
    this.#exitCode = code;
    this.flush();
  }

  detach(): void {
    this.#isDetached = true;
    this.#sent = undefined;
  }

  /** Sends what the terminal has produced since, as far as the window allows. */
  flush(): void {
    const { ring } = this.#state;
    this.#tellSizes();
    while (this.#sent !== undefined && this.#sent < ring.end && this.keepsUp) {
      const until = this.#sizes[0]?.at ?? ring.end;
      const data = ring.read(this.#sent, Math.min(maxOutputFrameBytes, until - this.#sent));
      if (!data) {
        this.#startOver();
        return;
      }
      this.#sent += data.reduce((sum, part) => sum + part.length, 0);
      this.#send(outputHeader, ...data);
      this.#tellSizes();
    }
    if (this.#exitCode === undefined || this.#sent !== ring.end) return;
    this.tell({ type: 'exit', code: this.#exitCode });
    this.detach();
    this.#wire.end();
  }

  tell(frame: ServerFrame): void {
    this.#send(encodeServerFrame(frame));
  }

  #send(...frame: Uint8Array[]): void {
    if (!this.#isDetached) this.#isCongested = !this.#wire.send(...frame);
  }

  #tellSizes(): void {
    for (let next = this.#sizes[0]; next && next.at === this.#sent; next = this.#sizes[0]) {
      this.#sizes.shift();
      this.tell({ type: 'size', cols: next.cols, rows: next.rows });
    }
  }

  /** The browser's screen can't be continued: it gets the whole screen as it is, and goes on from there. */
  #startOver(): void {
    this.#sent = undefined;
    this.#sizes.length = 0;
    void this.#state.snapshot().then(({ offset, cols, rows, data }) => {
      if (this.#isDetached) return;
      this.#sent = offset;
      this.#acked = offset - Math.min(data.length, windowBytes - 1);
      const { epoch, size, resizedAt } = this.#state;
      this.tell({ type: 'snapshot', epoch, offset: BigInt(offset), input: this.#input(), cols, rows, data });
      // The size may have changed since the screen was taken, with nothing written between.
      if (size.cols !== cols || size.rows !== rows) this.#sizes.push({ at: Math.max(offset, resizedAt), ...size });
      this.flush();
    });
  }

  /** Said once that it is unknown, both count anew. */
  #input(): bigint {
    const input = this.#countsInput && this.#hello ? this.#state.typed(this.#hello.client) : unknownInput;
    this.#countsInput = true;
    return input;
  }
}
