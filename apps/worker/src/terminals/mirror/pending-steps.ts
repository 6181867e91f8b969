// What a screen still has to be told. Of a flood of plain text most is never told: it would scroll away unseen.
import { afterLines, countPlainLines } from './plain-flood.ts';

export type Step =
  | { bytes: Uint8Array }
  | { cols: number; rows: number }
  | { screen: Uint8Array }
  /** Output before this offset is lost. */
  | { offset: number };

/** `lines` of text that does no more than print and move on: see plain-flood.ts. */
type Pending = { step: Step; lines: number | undefined };

export class PendingSteps {
  readonly #pending: Pending[] = [];
  #bytes = 0;
  #plain = 0;
  #plainLines = 0;

  get isEmpty(): boolean {
    return this.#pending.length === 0;
  }

  /** Of output. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many lines end in it, if all that is pending is plain text. */
  get plainLines(): number | undefined {
    return this.#plain === this.#pending.length ? this.#plainLines : undefined;
  }

  push(step: Step): void {
    this.#add({ step, lines: 'bytes' in step ? countPlainLines(step.bytes) : undefined }, 'push');
  }

  /** The oldest; of output no more than `slice` leaves. */
  shift(slice: (bytes: Uint8Array) => Uint8Array): Step | undefined {
    const first = this.#drop();
    if (!first || !('bytes' in first.step)) return first?.step;
    const { bytes } = first.step;
    const taken = slice(bytes);
    const rest = bytes.subarray(taken.length);
    if (rest.length > 0) this.#add({ step: { bytes: rest }, lines: countPlainLines(rest) }, 'unshift');
    return { bytes: taken };
  }

  /**
   * Leaves away all but so many of the last lines of plain text, and one more: where that begins on the screen does not
   * matter, since it is gone when they have come. Returns how many bytes that was: 0 also where it can't be done.
   */
  forgetAllBut(lines: number): number {
    let at = this.#pending.length;
    let surplus = -(lines + 1);
    while (surplus <= 0 && at > 0) surplus += this.#pending[--at]?.lines ?? 0;
    const first = this.#pending[at]?.step;
    if (surplus <= 0 || !first || !('bytes' in first)) return 0;
    const rest = afterLines(first.bytes, surplus);
    if (!rest) return 0;
    const before = this.#bytes;
    for (; at >= 0; at--) this.#drop();
    this.#add({ step: { bytes: rest }, lines: countPlainLines(rest) }, 'unshift');
    return before - this.#bytes;
  }

  #add(pending: Pending, where: 'push' | 'unshift'): void {
    this.#pending[where](pending);
    this.#count(pending, 1);
  }

  #drop(): Pending | undefined {
    const first = this.#pending.shift();
    if (first) this.#count(first, -1);
    return first;
  }

  #count({ step, lines }: Pending, sign: 1 | -1): void {
    if ('bytes' in step) this.#bytes += sign * step.bytes.length;
    if (lines === undefined) return;
    this.#plain += sign;
    this.#plainLines += sign * lines;
  }
}
