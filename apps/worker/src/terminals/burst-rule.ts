// When output goes on its way: at once while little comes, so that an echo is never delayed; in larger pieces, a few
// milliseconds apart, when much does. Figures are measured in the terminals' benchmark.
const burstMs = 8;
const burstFrames = 8;
const collectMs = 4;
const collectBytes = 64 * 1024;

export class BurstRule {
  readonly #flush: () => void;
  #burstStartedAt = 0;
  #frames = 0;
  #waitingBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  /** There is more to send. */
  produced(bytes: number): void {
    const now = performance.now();
    if (now - this.#burstStartedAt > burstMs) {
      this.#burstStartedAt = now;
      this.#frames = 0;
    }
    this.#waitingBytes += bytes;
    if (this.#timer === undefined && this.#frames < burstFrames) {
      this.#frames += 1;
      this.now();
    } else if (this.#waitingBytes >= collectBytes) this.now();
    else this.#timer ??= setTimeout(() => this.now(), collectMs);
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waitingBytes = 0;
    this.#flush();
  }
}
