// A terminal's screen, as seen from the thread that carries keys: see screen-mirror.ts, which does what is asked here.
import { BurstRule } from '../burst-rule.ts';
import type { Colors } from './device-answers.ts';
import type { MirrorOrder, MirrorReport } from './mirror-messages.ts';
import type { Step } from './pending-steps.ts';
import type { Snapshot } from './screen-mirror.ts';

export type RemoteMirrorOptions = {
  /** What the terminal itself says to programs that asked before an offset. */
  onReply: (data: string, offset: number) => void;
  /** `pendingBytes` has become less. */
  onTaken: () => void;
};

type Options = RemoteMirrorOptions & { onForgotten: () => void };
type Order = (order: MirrorOrder, handedOver?: ArrayBuffer[]) => void;

export class RemoteMirror {
  readonly #number: number;
  readonly #order: Order;
  readonly #options: Options;
  readonly #asked: ((snapshot: Snapshot) => void)[] = [];
  /** Output that is not sent yet: in a flood many pieces go at once. */
  #collected: Uint8Array<ArrayBuffer>[] = [];
  readonly #sending = new BurstRule(() => this.#send());
  #pendingBytes = 0;
  #isClosed = false;

  constructor(number: number, order: Order, options: Options) {
    this.#number = number;
    this.#order = order;
    this.#options = options;
  }

  /** Bytes that were told and may still take room, not exact to a few hundred KiB. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** What follows what was told before. Bytes are copied. */
  tell(step: Step): void {
    if (!('bytes' in step)) {
      this.#say({ type: 'tell', mirror: this.#number, step });
      return;
    }
    this.#pendingBytes += step.bytes.length;
    // A copy of its own: what is part of a larger buffer would be sent with all of it, or be written over.
    this.#collected.push(Uint8Array.from(step.bytes));
    this.#sending.produced(step.bytes.length);
  }

  /** The screen after all that was told before; output after its `offset` continues it. */
  snapshot(): Promise<Snapshot> {
    const taken = new Promise<Snapshot>((resolve) => this.#asked.push(resolve));
    this.#say({ type: 'snapshot', mirror: this.#number });
    return taken;
  }

  /** What a program is told that asks for the colours. */
  setColors(colors: Colors): void {
    this.#say({ type: 'colors', mirror: this.#number, colors });
  }

  /** Nothing more is told to it. Snapshots that were asked for still come. */
  close(): void {
    this.#say({ type: 'close', mirror: this.#number });
    this.#isClosed = true;
    this.#forgetIfDone();
  }

  /** What the other thread says. */
  take(report: MirrorReport): void {
    if (report.type === 'reply') this.#options.onReply(report.data, report.offset);
    else if (report.type === 'snapshot') this.#asked.shift()?.(report.snapshot);
    else {
      this.#pendingBytes -= report.bytes;
      this.#options.onTaken();
    }
    this.#forgetIfDone();
  }

  /** After the output before it. */
  #say(order: MirrorOrder): void {
    this.#sending.now();
    this.#order(order);
  }

  #send(): void {
    if (this.#collected.length === 0) return;
    const bytes = join(this.#collected);
    this.#collected = [];
    this.#order({ type: 'tell', mirror: this.#number, step: { bytes } }, [bytes.buffer]);
  }

  #forgetIfDone(): void {
    if (this.#isClosed && this.#asked.length === 0) this.#options.onForgotten();
  }
}

function join(parts: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
