// Bytes of a terminal frame: a type, fixed fields, perhaps a tail of data.
type Size = { cols: number; rows: number };

export function sized(type: number, length: number, fill: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes[0] = type;
  fill(viewOf(bytes));
  return bytes;
}

export function withBytes(type: number, headerLength: number, data: Uint8Array) {
  const bytes = new Uint8Array(headerLength + data.length);
  bytes[0] = type;
  bytes.set(data, headerLength);
  return { bytes, view: viewOf(bytes) };
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function putSize(view: DataView, at: number, { cols, rows }: Size): void {
  view.setUint16(at, cols, true);
  view.setUint16(at + 2, rows, true);
}

export function getSize(view: DataView, at: number): Size {
  return { cols: view.getUint16(at, true), rows: view.getUint16(at + 2, true) };
}
