// Binary frames of one terminal attachment: WebSocket subprotocol `marina.terminal.v1`, one frame per message.
// First byte = type, integers little-endian. Offsets count the bytes the terminal has produced since it opened.

export const terminalSubprotocol = 'marina.terminal.v1';

/** Largest INPUT payload of one frame, bytes. */
export const maxInputBytes = 64 * 1024;

/** What the browser says. */
export type ClientFrame =
  /** First frame: where this browser stands. `epoch` 0 means that it has nothing yet. */
  | { type: 'hello'; epoch: bigint; offset: bigint; cols: number; rows: number }
  | { type: 'input'; data: Uint8Array }
  | { type: 'resize'; cols: number; rows: number }
  /** Cumulative: everything before `offset` has been parsed by the browser's terminal. */
  | { type: 'ack'; offset: bigint };

/** What the agent tells. */
export type ServerFrame =
  | { type: 'output'; data: Uint8Array }
  /** The browser's state is void: reset, resize to cols×rows, write `data`, go on from `offset`. */
  | { type: 'snapshot'; epoch: bigint; offset: bigint; cols: number; rows: number; data: Uint8Array }
  /** The browser's state is good: output goes on from `offset`. */
  | { type: 'resumed'; offset: bigint }
  | { type: 'size'; cols: number; rows: number }
  | { type: 'exit'; code: number };

const client = { input: 0x00, resize: 0x01, ack: 0x02, hello: 0x03 } as const;
const server = { output: 0x00, snapshot: 0x01, resumed: 0x02, size: 0x03, exit: 0x04 } as const;

export function encodeClientFrame(frame: ClientFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'input':
      return withBytes(client.input, 1, frame.data).bytes;
    case 'resize':
      return sized(client.resize, 5, (view) => putSize(view, 1, frame));
    case 'ack':
      return sized(client.ack, 9, (view) => view.setBigUint64(1, frame.offset, true));
    case 'hello':
      return sized(client.hello, 21, (view) => {
        view.setBigUint64(1, frame.epoch, true);
        view.setBigUint64(9, frame.offset, true);
        putSize(view, 17, frame);
      });
  }
}

export function encodeServerFrame(frame: ServerFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'output':
      return withBytes(server.output, 1, frame.data).bytes;
    case 'snapshot': {
      const { bytes, view } = withBytes(server.snapshot, 21, frame.data);
      view.setBigUint64(1, frame.epoch, true);
      view.setBigUint64(9, frame.offset, true);
      putSize(view, 17, frame);
      return bytes;
    }
    case 'resumed':
      return sized(server.resumed, 9, (view) => view.setBigUint64(1, frame.offset, true));
    case 'size':
      return sized(server.size, 5, (view) => putSize(view, 1, frame));
    case 'exit':
      return sized(server.exit, 5, (view) => view.setInt32(1, frame.code, true));
  }
}

/** Undefined for anything malformed or unknown: the receiver closes the attachment. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame | undefined {
  const view = viewOf(bytes);
  switch (bytes[0]) {
    case client.input:
      return bytes.length <= maxInputBytes + 1 ? { type: 'input', data: bytes.subarray(1) } : undefined;
    case client.resize:
      return bytes.length === 5 ? { type: 'resize', ...getSize(view, 1) } : undefined;
    case client.ack:
      return bytes.length === 9 ? { type: 'ack', offset: view.getBigUint64(1, true) } : undefined;
    case client.hello:
      if (bytes.length !== 21) return undefined;
      return {
        type: 'hello',
        epoch: view.getBigUint64(1, true),
        offset: view.getBigUint64(9, true),
        ...getSize(view, 17),
      };
    default:
      return undefined;
  }
}

/** Undefined for anything malformed or unknown. */
export function decodeServerFrame(bytes: Uint8Array): ServerFrame | undefined {
  const view = viewOf(bytes);
  switch (bytes[0]) {
    case server.output:
      return { type: 'output', data: bytes.subarray(1) };
    case server.snapshot:
      if (bytes.length < 21) return undefined;
      return {
        type: 'snapshot',
        epoch: view.getBigUint64(1, true),
        offset: view.getBigUint64(9, true),
        ...getSize(view, 17),
        data: bytes.subarray(21),
      };
    case server.resumed:
      return bytes.length === 9 ? { type: 'resumed', offset: view.getBigUint64(1, true) } : undefined;
    case server.size:
      return bytes.length === 5 ? { type: 'size', ...getSize(view, 1) } : undefined;
    case server.exit:
      return bytes.length === 5 ? { type: 'exit', code: view.getInt32(1, true) } : undefined;
    default:
      return undefined;
  }
}

type Size = { cols: number; rows: number };

function sized(type: number, length: number, fill: (view: DataView) => void): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes[0] = type;
  fill(viewOf(bytes));
  return bytes;
}

function withBytes(type: number, headerLength: number, data: Uint8Array) {
  const bytes = new Uint8Array(headerLength + data.length);
  bytes[0] = type;
  bytes.set(data, headerLength);
  return { bytes, view: viewOf(bytes) };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function putSize(view: DataView, at: number, { cols, rows }: Size): void {
  view.setUint16(at, cols, true);
  view.setUint16(at + 2, rows, true);
}

function getSize(view: DataView, at: number): Size {
  return { cols: view.getUint16(at, true), rows: view.getUint16(at + 2, true) };
}
