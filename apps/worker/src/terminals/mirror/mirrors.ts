// The screens of a worker's terminals, drawn in a thread of their own.
import { Worker } from 'node:worker_threads';
import type { MirrorOrder, MirrorReport } from './mirror-messages.ts';
import { RemoteMirror, type RemoteMirrorOptions } from './remote-mirror.ts';
import type { MirrorStart } from './screen-mirror.ts';

/** One for a worker. Where its thread breaks, the process does: the next agent draws the screens anew. */
export class Mirrors {
  readonly #thread = new Worker(new URL('./mirror-thread.ts', import.meta.url), { name: 'mirrors' });
  readonly #opened = new Map<number, RemoteMirror>();
  #count = 0;

  constructor() {
    this.#thread.on('message', (report: MirrorReport) => this.#opened.get(report.mirror)?.take(report));
    // Whoever waits for a screen has something else that keeps the process.
    this.#thread.unref();
  }

  open(start: MirrorStart, options: RemoteMirrorOptions): RemoteMirror {
    const number = this.#count++;
    const order = (message: MirrorOrder, handedOver: ArrayBuffer[] = []) =>
      this.#thread.postMessage(message, handedOver);
    order({ type: 'open', mirror: number, start });
    const mirror = new RemoteMirror(number, order, { ...options, onForgotten: () => this.#opened.delete(number) });
    this.#opened.set(number, mirror);
    return mirror;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
