// Frames over a byte stream: each is preceded by its length as a little-endian u32.

const headerBytes = 4;
/** A longer frame is a broken peer. */
const maxFrameBytes = 4 * 1024 * 1024;

/** Memory for so many bytes, with whatever it held before. */
export type Take = (length: number) => Uint8Array;

const allocate: Take = (length) => new Uint8Array(length);

/** One frame, of one part or several. */
export function lengthPrefixed(parts: readonly Uint8Array[], take = allocate): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = take(headerBytes + length);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, length, true);
  let at = headerBytes;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * A function that takes the stream's chunks, however it was cut, and hands on each whole frame: its bytes, or the ones
 * that were taken for it, are the receiver's to keep. It throws a RangeError when a frame is too long: the stream is then
 * of no further use.
 */
export function frameSplitter(onFrame: (frame: Uint8Array) => void, take = allocate): (chunk: Uint8Array) => void {
  const header = new Uint8Array(headerBytes);
  let headerLength = 0;
  /** A frame of which a part has come. */
  let frame: Uint8Array | undefined;
  let filled = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (!frame) {
        const part = chunk.subarray(at, at + headerBytes - headerLength);
        header.set(part, headerLength);
        headerLength += part.length;
        at += part.length;
        if (headerLength < headerBytes) return;
        headerLength = 0;
        const length = lengthIn(header);
        if (chunk.length - at >= length) {
          onFrame(chunk.subarray(at, at + length));
          at += length;
          continue;
        }
        frame = take(length);
        filled = 0;
      }
      const part = chunk.subarray(at, at + frame.length - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < frame.length) return;
      const whole = frame;
      frame = undefined;
      onFrame(whole);
    }
  };
}

function lengthIn(header: Uint8Array): number {
  const length = new DataView(header.buffer).getUint32(0, true);
  if (length > maxFrameBytes) throw new RangeError(`a frame of ${length} bytes`);
  return length;
}
