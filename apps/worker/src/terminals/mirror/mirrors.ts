// The screens of a worker's terminals, drawn in a thread of their own.
import { Worker } from 'node:worker_threads';
import { type Colors, defaultColors } from './device-answers.ts';
import type { MirrorOrder, MirrorReport } from './mirror-messages.ts';
import type { Step } from './pending-steps.ts';
import type { MirrorStart, Snapshot } from './screen-mirror.ts';

export type MirrorOptions = {
  start: MirrorStart;
  /** What the terminal itself says to programs that asked before an offset. */
  onReply: (data: string, offset: number) => void;
  /** `pendingBytes` has become less. */
  onTaken: () => void;
};

/** A terminal's screen: see screen-mirror.ts, which does what is asked of it here. */
export type Mirror = {
  /** Bytes that were told and may still take room, not exact to a few hundred KiB. */
  readonly pendingBytes: number;
  /** What follows what was told before. Bytes are copied. */
  tell(step: Step): void;
  /** The screen after all that was told before; output after its `offset` continues it. */
  snapshot(): Promise<Snapshot>;
  /** What a program is told that asks for the colours. */
  setColors(colors: Colors): void;
  /** Nothing more is told to it. Snapshots that were asked for still come. */
  close(): void;
};

type Opened = { take(report: MirrorReport): void };

/** One for a worker. Where its thread breaks, the process does: the next agent draws the screens anew. */
export class Mirrors {
  readonly #thread = new Worker(new URL('./mirror-thread.ts', import.meta.url));
  readonly #opened = new Map<number, Opened>();
  #count = 0;

  constructor() {
    this.#thread.on('message', (report: MirrorReport) => this.#opened.get(report.mirror)?.take(report));
    // Whoever waits for a screen has something else that keeps the process.
    this.#thread.unref();
  }

  open({ start, onReply, onTaken }: MirrorOptions): Mirror {
    const mirror = this.#count++;
    const asked: ((snapshot: Snapshot) => void)[] = [];
    let pendingBytes = 0;
    let isClosed = false;
    const forgetIfDone = () => isClosed && asked.length === 0 && this.#opened.delete(mirror);
    this.#opened.set(mirror, {
      take: (report) => {
        if (report.type === 'reply') onReply(report.data, report.offset);
        else if (report.type === 'snapshot') asked.shift()?.(report.snapshot);
        else {
          pendingBytes -= report.bytes;
          onTaken();
        }
        forgetIfDone();
      },
    });
    this.#order({ type: 'open', mirror, start, colors: defaultColors });
    return {
      get pendingBytes() {
        return pendingBytes;
      },
      tell: (step) => {
        if ('bytes' in step) pendingBytes += step.bytes.length;
        this.#tell(mirror, step);
      },
      snapshot: () => {
        const taken = new Promise<Snapshot>((resolve) => asked.push(resolve));
        this.#order({ type: 'snapshot', mirror });
        return taken;
      },
      setColors: (colors) => this.#order({ type: 'colors', mirror, colors }),
      close: () => {
        isClosed = true;
        this.#order({ type: 'close', mirror });
        forgetIfDone();
      },
    };
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  /** Handed over as a copy of its own: what is part of a larger buffer would be sent with all of it. */
  #tell(mirror: number, step: Step): void {
    if ('bytes' in step) {
      const bytes = Uint8Array.from(step.bytes);
      this.#order({ type: 'tell', mirror, step: { bytes } }, [bytes.buffer]);
    } else this.#order({ type: 'tell', mirror, step });
  }

  #order(order: MirrorOrder, handedOver: ArrayBuffer[] = []): void {
    this.#thread.postMessage(order, handedOver);
  }
}
