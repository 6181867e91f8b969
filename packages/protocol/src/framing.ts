// Frames over a byte stream: each is preceded by its length as a little-endian u32.

const headerBytes = 4;
/** A longer frame is a broken peer. */
const maxFrameBytes = 4 * 1024 * 1024;

export function lengthPrefixed(frame: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headerBytes + frame.length);
  new DataView(bytes.buffer).setUint32(0, frame.length, true);
  bytes.set(frame, headerBytes);
  return bytes;
}

/**
 * A function that takes the stream's chunks, however it was cut, and hands on each whole frame.
 * It throws a RangeError when a frame is too long: the stream is then of no further use.
 */
export function frameSplitter(onFrame: (frame: Uint8Array) => void): (chunk: Uint8Array) => void {
  let pending = new Uint8Array(0);
  return (chunk) => {
    let bytes = pending.length === 0 ? chunk : concat(pending, chunk);
    for (;;) {
      if (bytes.length < headerBytes) break;
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
      if (length > maxFrameBytes) throw new RangeError(`a frame of ${length} bytes`);
      if (bytes.length < headerBytes + length) break;
      onFrame(bytes.subarray(headerBytes, headerBytes + length));
      bytes = bytes.subarray(headerBytes + length);
    }
    pending = bytes.slice();
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
