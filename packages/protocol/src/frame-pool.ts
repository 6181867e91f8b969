// Memory for large frames that is used again: thrown away for each of them, it makes a collector run in the midst of a
// flood, and everybody's echoes wait meanwhile.
import type { Take } from './framing.ts';

/** An output frame at its longest, with what goes before it. */
const frameBytes = 65 * 1024;
/** Less is not worth it. */
const smallBytes = 8 * 1024;
const mostKept = 16;

export type FramePool = {
  take: Take;
  /** Of bytes that nobody will read again, not even the kernel: others' output comes into them. */
  giveBack(bytes: Uint8Array): void;
};

export function createFramePool(): FramePool {
  const free: ArrayBufferLike[] = [];
  const lent = new WeakSet<ArrayBufferLike>();
  return {
    take: (length) => {
      if (length < smallBytes || length > frameBytes) return new Uint8Array(length);
      const memory = free.pop() ?? new ArrayBuffer(frameBytes);
      lent.add(memory);
      return new Uint8Array(memory, 0, length);
    },
    giveBack: ({ buffer }) => {
      if (lent.delete(buffer) && free.length < mostKept) free.push(buffer);
    },
  };
}
