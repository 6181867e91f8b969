// What was typed and has not been confirmed: after a cut the agent says how much of it arrived, and the rest is sent
// again. So nothing is lost, and nothing is typed twice.
import { unknownInput } from '@marina/protocol/terminal-frames';

export class UnconfirmedInput {
  #chunks: Uint8Array[] = [];
  /** Where the first chunk begins, counted from the first byte that was typed here. */
  #start = 0n;

  get bytes(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  add(data: Uint8Array): void {
    this.#chunks.push(data);
  }

  /** Everything before `input` has arrived. What remains is to be sent again, if the connection is a new one. */
  confirm(input: bigint): readonly Uint8Array[] {
    if (input === unknownInput) {
      // Whether it arrived can't be told: a command that is lost can be typed again, one that ran twice can't be undone.
      this.#chunks = [];
      this.#start = 0n;
      return [];
    }
    while (this.#chunks[0] && this.#start < input) this.#dropUntil(input, this.#chunks[0]);
    return this.#chunks;
  }

  #dropUntil(input: bigint, first: Uint8Array): void {
    const dropped = Math.min(first.length, Number(input - this.#start));
    this.#start += BigInt(dropped);
    if (dropped === first.length) this.#chunks.shift();
    else this.#chunks[0] = first.subarray(dropped);
  }
}
