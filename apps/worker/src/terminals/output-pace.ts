// How fast a program may write: nobody reads a flood, and all terminals of a worker share its time.

/** What is always let through at once: more than a screen, so that no person's program is ever held up. */
const burstBytes = 256 * 1024;
/** …while somebody types in another terminal: floods that begin together hold its echoes up by that much each. */
const besideTypingBurstBytes = 64 * 1024;
/** A flood goes on in steps, so that others get their turns between them. */
const stepBytes = 32 * 1024;
/** What is less than that is no flood. */
const easyBytesPerMs = 500;
/** What a program may write that nobody watches: a forgotten `yes` costs a fifth of a core instead of all. */
const unwatchedBytesPerMs = 8_000;
/** What all floods may write together while somebody types in another terminal: its echoes come first. */
const besideTypingBytesPerMs = 4_000;
const typingLastsMs = 1_000;

/** Who types on a worker, and which programs flood. One for all its terminals. */
export class WorkerPace {
  readonly #resting = new Set<OutputPace>();
  #latest: { pace: OutputPace; at: number } | undefined;
  /** The latest one before it in another terminal. */
  #other: { pace: OutputPace; at: number } | undefined;

  typed(pace: OutputPace): void {
    if (this.#latest?.pace !== pace) this.#other = this.#latest;
    this.#latest = { pace, at: performance.now() };
  }

  rests(pace: OutputPace, isResting: boolean): void {
    if (isResting) this.#resting.add(pace);
    else this.#resting.delete(pace);
  }

  /** Bytes a millisecond for a terminal's flood, and bytes at once before that counts. */
  limit(pace: OutputPace, isWatched: boolean): { bytesPerMs: number; burst: number } {
    const alone = isWatched ? Number.POSITIVE_INFINITY : unwatchedBytesPerMs;
    const typist = this.#latest?.pace === pace ? this.#other : this.#latest;
    if (!typist || performance.now() - typist.at > typingLastsMs) return { bytesPerMs: alone, burst: burstBytes };
    const bytesPerMs = Math.min(alone, besideTypingBytesPerMs / (this.#resting.size + 1));
    return { bytesPerMs, burst: besideTypingBurstBytes };
  }
}

/** One terminal's output. */
export class OutputPace {
  readonly #worker: WorkerPace;
  readonly #onChange: () => void;
  #bytes = 0;
  #countedAt = performance.now();
  #timer: NodeJS.Timeout | undefined;

  /** `onChange` is called when `isResting` has changed. */
  constructor(worker: WorkerPace, onChange: () => void) {
    this.#worker = worker;
    this.#onChange = onChange;
  }

  /** Whether the program has to wait. */
  get isResting(): boolean {
    return this.#timer !== undefined;
  }

  typed(): void {
    this.#worker.typed(this);
  }

  produced(bytes: number, isWatched: boolean): void {
    const now = performance.now();
    this.#bytes = Math.max(0, this.#bytes - (now - this.#countedAt) * easyBytesPerMs) + bytes;
    this.#countedAt = now;
    if (this.#bytes < besideTypingBurstBytes || this.isResting) return;
    const { bytesPerMs, burst } = this.#worker.limit(this, isWatched);
    if (this.#bytes < burst) return;
    const isUnlimited = bytesPerMs === Number.POSITIVE_INFINITY;
    const step = isUnlimited ? this.#bytes : this.#bytes - burst + stepBytes;
    this.#bytes -= step;
    if (!isUnlimited) this.#rest(step / bytesPerMs);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#worker.rests(this, false);
  }

  #rest(ms: number): void {
    this.#worker.rests(this, true);
    this.#timer = setTimeout(() => {
      this.close();
      this.#onChange();
    }, ms);
    this.#onChange();
  }
}
