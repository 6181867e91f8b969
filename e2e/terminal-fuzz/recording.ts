// What a program wrote to a terminal, byte by byte, and between which bytes the terminal changed its size.
import type { Screen, Size } from '../../apps/web/src/features/terminal/terminal-connection.ts';

export type Part = { bytes: Buffer } | Size;

export type Recording = { size: Size; parts: Part[] };

/** A screen that shows nothing and remembers all. */
export class Recorder implements Screen {
  changedAt = performance.now();
  #size: Size;
  #parts: Part[] = [];

  constructor(size: Size) {
    this.#size = size;
  }

  get recording(): Recording {
    return { size: this.#size, parts: this.#parts };
  }

  room(): Size {
    return this.#size;
  }

  write(data: Uint8Array, parsed: () => void): void {
    this.changedAt = performance.now();
    this.#parts.push({ bytes: Buffer.from(data) });
    queueMicrotask(parsed);
  }

  restore({ cols, rows }: Size, data: Uint8Array, parsed: () => void): void {
    this.#size = { cols, rows };
    this.#parts = [];
    this.write(data, parsed);
  }

  resize({ cols, rows }: Size): void {
    this.#parts.push({ cols, rows });
  }
}

export function byteLength({ parts }: Recording): number {
  return parts.reduce((sum, part) => sum + ('bytes' in part ? part.bytes.length : 0), 0);
}

/** The parts before the byte at `offset`, and those from it on. */
export function cutAt(parts: readonly Part[], offset: number): [Part[], Part[]] {
  let left = offset;
  const at = parts.findIndex((part) => {
    if ('bytes' in part && part.bytes.length > left) return true;
    if ('bytes' in part) left -= part.bytes.length;
    return false;
  });
  const part = at < 0 ? undefined : parts[at];
  if (!part || !('bytes' in part)) return [[...parts], []];
  const [before, after] = [part.bytes.subarray(0, left), part.bytes.subarray(left)];
  return [
    [...parts.slice(0, at), { bytes: before }],
    [{ bytes: after }, ...parts.slice(at + 1)],
  ];
}
