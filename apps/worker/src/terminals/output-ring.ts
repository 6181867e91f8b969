// The latest output of a terminal, addressed by offset: the number of bytes since the terminal opened.

export class OutputRing {
  readonly #bytes: Buffer;
  /** Where it was begun: nothing before has been seen here. */
  readonly #begin: number;
  #end: number;

  constructor(capacityBytes: number, offset = 0) {
    this.#bytes = Buffer.alloc(capacityBytes);
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
    const kept = chunk.subarray(Math.max(0, chunk.length - this.#bytes.length));
    const at = (this.#end + chunk.length - kept.length) % this.#bytes.length;
    const firstPart = Math.min(kept.length, this.#bytes.length - at);
    kept.copy(this.#bytes, at, 0, firstPart);
    kept.copy(this.#bytes, 0, firstPart);
    this.#end += chunk.length;
  }

  /** A copy of the bytes from `offset`, at most `maxBytes`; undefined when they are no longer held. */
  read(offset: number, maxBytes: number): Buffer | undefined {
    if (offset < this.start || offset > this.#end) return undefined;
    const length = Math.min(maxBytes, this.#end - offset);
    const at = offset % this.#bytes.length;
    const firstPart = Math.min(length, this.#bytes.length - at);
    const copy = Buffer.allocUnsafe(length);
    this.#bytes.copy(copy, 0, at, at + firstPart);
    this.#bytes.copy(copy, firstPart, 0, length - firstPart);
    return copy;
  }
}
