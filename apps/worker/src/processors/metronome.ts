// Has Linux look often at who should run on the processor for keystrokes, as long as a key is on its way there. It looks
// when somebody wakes up, and at each tick, which comes every 4 ms on many machines. Who wakes up just after a turn of its
// own may not interrupt others: the shell that a key is for would wait for the tick, though its time comes sooner. ADR 0022.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** 3 ms: a key takes less to become an echo, unless it waits. */
const beatsForKey = 10;

/** What the thread counts down; below zero it ends. */
export const stopped = -1;

export class Metronome {
  readonly #left = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #thread = new Worker(new URL('./metronome-thread.ts', import.meta.url), {
    name: 'metronome',
    workerData: this.#left,
  });

  readonly #ended = once(this.#thread, 'exit');

  /** Costs nothing while it beats for an earlier key. Keys still come while it is closed: it stays so. */
  keyCame(): void {
    if (Atomics.load(this.#left, 0) === stopped) return;
    const left = Atomics.exchange(this.#left, 0, beatsForKey);
    if (left <= 0) Atomics.notify(this.#left, 0);
  }

  async close(): Promise<void> {
    Atomics.store(this.#left, 0, stopped);
    Atomics.notify(this.#left, 0);
    await this.#ended;
  }
}
