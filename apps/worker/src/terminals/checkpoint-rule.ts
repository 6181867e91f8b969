// When a terminal's screen is written down for the next agent. A keeper holds 1 MiB of output: less than that since the
// last checkpoint, and the next agent draws the screen exactly from there. Most terminals never need one.
import type { Snapshot } from './mirror/screen-mirror.ts';

export type Checkpoint = { epoch: bigint; snapshot: Snapshot };

const dueBytes = 512 * 1024;
/** A flood is left alone until it pauses: drawing its screen for nobody would slow it. */
const quietMs = 250;

type Options = { isKept: boolean; offset: number; take: () => Promise<void> };

export class CheckpointRule {
  readonly #options: Options;
  #takenAt: number;
  #end: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#takenAt = options.offset;
    this.#end = options.offset;
  }

  produced(end: number): void {
    this.#end = end;
    if (!this.#options.isKept || end - this.#takenAt < dueBytes) return;
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => void this.now(), quietMs);
  }

  /** Also before this agent leaves. */
  async now(): Promise<void> {
    this.close();
    if (this.#end === this.#takenAt) return;
    this.#takenAt = this.#end;
    await this.#options.take();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
