// The latest output of a terminal, addressed by offset: the number of bytes since the terminal opened.

/** What it begins with: most terminals never say more than a few screens, and there are many of them. */
const firstBytes = 16 * 1024;

export class OutputRing {
  readonly #capacityBytes: number;
  #bytes: Buffer;
  /** Where it was begun: nothing before has been seen here. */
  readonly #begin: number;
  #end: number;

  constructor(capacityBytes: number, offset = 0) {
    this.#capacityBytes = capacityBytes;
    this.#bytes = Buffer.alloc(Math.min(firstBytes, capacityBytes));
    this.#begin = offset;
    this.#end = offset;
  }

  /** Offset after the last byte. */
  get end(): number {
    return this.#end;
  }

  /** Offset of the oldest byte still held. */
  get start(): number {
    return Math.max(this.#begin, this.#end - this.#bytes.length);
  }

  append(chunk: Buffer): void {
    this.#makeRoom(chunk.length);
    const kept = chunk.subarray(Math.max(0, chunk.length - this.#bytes.length));
    this.#end += chunk.length;
    this.#putBeforeEnd(kept);
  }

  /**
   * The bytes from `offset`, at most `maxBytes`, in one part or two; undefined when they are no longer held. Not a copy:
   * good until the next append.
   */
  read(offset: number, maxBytes: number): Buffer[] | undefined {
    if (offset < this.start || offset > this.#end) return undefined;
    const length = Math.min(maxBytes, this.#end - offset);
    const at = offset % this.#bytes.length;
    const first = this.#bytes.subarray(at, at + length);
    return first.length === length ? [first] : [first, this.#bytes.subarray(0, length - first.length)];
  }

  #makeRoom(moreBytes: number): void {
    const held = this.#end - this.start;
    const wanted = Math.min(this.#capacityBytes, held + moreBytes);
    if (wanted <= this.#bytes.length) return;
    let size = this.#bytes.length;
    while (size < wanted) size = Math.min(this.#capacityBytes, size * 2);
    const kept = Buffer.concat(this.read(this.start, held) ?? []);
    this.#bytes = Buffer.alloc(size);
    this.#putBeforeEnd(kept);
  }

  #putBeforeEnd(latest: Buffer): void {
    const at = (this.#end - latest.length) % this.#bytes.length;
    const firstPart = Math.min(latest.length, this.#bytes.length - at);
    latest.copy(this.#bytes, at, 0, firstPart);
    latest.copy(this.#bytes, 0, firstPart);
  }
}
