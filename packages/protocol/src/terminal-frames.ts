// Binary frames of one terminal attachment: WebSocket subprotocol `marina.terminal.v1`, one frame per message.
// First byte = type, integers little-endian. Offsets count the bytes the terminal has produced since it opened;
// input offsets count the bytes that one browser has typed into it.
import { getSize, putSize, sized, viewOf, withBytes } from './frame-bytes.ts';
import { type TerminalNews, terminalNewsSchema } from './terminal-news.ts';

export const terminalSubprotocol = 'marina.terminal.v1';

/** Largest INPUT payload of one frame, bytes. */
export const maxInputBytes = 64 * 1024;

/** The agent does not know how much this browser has typed: what is unconfirmed must not be sent again. */
export const unknownInput = 0xffff_ffff_ffff_ffffn;

/** What the browser says. */
export type ClientFrame =
  /**
   * First frame: where this browser stands. `epoch` 0 means that it has nothing yet; `client` names the browser's view
   * of this terminal across its connections, for input that must arrive exactly once.
   */
  | {
      type: 'hello';
      epoch: bigint;
      offset: bigint;
      client: bigint;
      cols: number;
      rows: number;
      visible: boolean;
    }
  | { type: 'input'; data: Uint8Array }
  /** The size that this browser's view has room for: taken when this browser decides the size. */
  | { type: 'resize'; cols: number; rows: number }
  /** Cumulative: everything before `offset` has been parsed by the browser's terminal. */
  | { type: 'ack'; offset: bigint }
  | { type: 'visible'; visible: boolean }
  /** Asks to decide the size from now on. */
  | { type: 'take' }
  /** Colours of text and background as 0xRRGGBB, for programs that ask. */
  | { type: 'colors'; foreground: number; background: number };

/** What the agent tells. */
export type ServerFrame =
  | { type: 'output'; data: Uint8Array }
  /** The browser's state is void: reset, resize to cols×rows, write `data`, go on from `offset`. */
  | { type: 'snapshot'; epoch: bigint; offset: bigint; input: bigint; cols: number; rows: number; data: Uint8Array }
  /** The browser's state is good: output goes on from `offset`. */
  | { type: 'resumed'; offset: bigint; input: bigint }
  /** In its place among the output: what follows was written for this size. */
  | { type: 'size'; cols: number; rows: number }
  | { type: 'exit'; code: number }
  /** Everything before `input` has reached the program. */
  | { type: 'inputAck'; input: bigint }
  | { type: 'news'; news: TerminalNews };

const client = { input: 0x00, resize: 0x01, ack: 0x02, hello: 0x03, visible: 0x04, take: 0x05, colors: 0x06 } as const;
const server = {
  output: 0x00,
  snapshot: 0x01,
  resumed: 0x02,
  size: 0x03,
  exit: 0x04,
  news: 0x05,
  inputAck: 0x06,
} as const;

/** An output frame is this, and its data. */
export const outputHeader = Uint8Array.of(server.output);

/** Whether a browser's frame is what somebody typed. */
export function isInput(frame: Uint8Array): boolean {
  return frame[0] === client.input;
}

export function encodeClientFrame(frame: ClientFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'input':
      return withBytes(client.input, 1, frame.data).bytes;
    case 'resize':
      return sized(client.resize, 5, (view) => putSize(view, 1, frame));
    case 'ack':
      return sized(client.ack, 9, (view) => view.setBigUint64(1, frame.offset, true));
    case 'hello':
      return sized(client.hello, 30, (view) => {
        view.setBigUint64(1, frame.epoch, true);
        view.setBigUint64(9, frame.offset, true);
        view.setBigUint64(17, frame.client, true);
        putSize(view, 25, frame);
        view.setUint8(29, frame.visible ? 1 : 0);
      });
    case 'visible':
      return sized(client.visible, 2, (view) => view.setUint8(1, frame.visible ? 1 : 0));
    case 'take':
      return sized(client.take, 1, () => undefined);
    case 'colors':
      return sized(client.colors, 9, (view) => {
        view.setUint32(1, frame.foreground, true);
        view.setUint32(5, frame.background, true);
      });
  }
}

export function encodeServerFrame(frame: ServerFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'output':
      return withBytes(server.output, 1, frame.data).bytes;
    case 'snapshot': {
      const { bytes, view } = withBytes(server.snapshot, 29, frame.data);
      view.setBigUint64(1, frame.epoch, true);
      view.setBigUint64(9, frame.offset, true);
      view.setBigUint64(17, frame.input, true);
      putSize(view, 25, frame);
      return bytes;
    }
    case 'resumed':
      return sized(server.resumed, 17, (view) => {
        view.setBigUint64(1, frame.offset, true);
        view.setBigUint64(9, frame.input, true);
      });
    case 'size':
      return sized(server.size, 5, (view) => putSize(view, 1, frame));
    case 'exit':
      return sized(server.exit, 5, (view) => view.setInt32(1, frame.code, true));
    case 'inputAck':
      return sized(server.inputAck, 9, (view) => view.setBigUint64(1, frame.input, true));
    case 'news':
      return withBytes(server.news, 1, new TextEncoder().encode(JSON.stringify(frame.news))).bytes;
  }
}

/** Undefined for anything malformed or unknown: the receiver closes the attachment. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame | undefined {
  const view = viewOf(bytes);
  const is = (type: number, length: number) => bytes[0] === type && bytes.length === length;
  if (bytes[0] === client.input && bytes.length <= maxInputBytes + 1) return { type: 'input', data: bytes.subarray(1) };
  if (is(client.resize, 5)) return { type: 'resize', ...getSize(view, 1) };
  if (is(client.ack, 9)) return { type: 'ack', offset: view.getBigUint64(1, true) };
  if (is(client.visible, 2)) return { type: 'visible', visible: view.getUint8(1) === 1 };
  if (is(client.take, 1)) return { type: 'take' };
  if (is(client.colors, 9)) {
    return { type: 'colors', foreground: view.getUint32(1, true), background: view.getUint32(5, true) };
  }
  if (!is(client.hello, 30)) return undefined;
  return {
    type: 'hello',
    epoch: view.getBigUint64(1, true),
    offset: view.getBigUint64(9, true),
    client: view.getBigUint64(17, true),
    ...getSize(view, 25),
    visible: view.getUint8(29) === 1,
  };
}

/** Undefined for anything malformed or unknown. */
export function decodeServerFrame(bytes: Uint8Array): ServerFrame | undefined {
  const view = viewOf(bytes);
  const is = (type: number, length: number) => bytes[0] === type && bytes.length === length;
  if (bytes[0] === server.output) return { type: 'output', data: bytes.subarray(1) };
  if (bytes[0] === server.news) return decodeNews(bytes.subarray(1));
  if (is(server.size, 5)) return { type: 'size', ...getSize(view, 1) };
  if (is(server.exit, 5)) return { type: 'exit', code: view.getInt32(1, true) };
  if (is(server.inputAck, 9)) return { type: 'inputAck', input: view.getBigUint64(1, true) };
  if (is(server.resumed, 17)) {
    return { type: 'resumed', offset: view.getBigUint64(1, true), input: view.getBigUint64(9, true) };
  }
  if (bytes[0] !== server.snapshot || bytes.length < 29) return undefined;
  return {
    type: 'snapshot',
    epoch: view.getBigUint64(1, true),
    offset: view.getBigUint64(9, true),
    input: view.getBigUint64(17, true),
    ...getSize(view, 25),
    data: bytes.subarray(29),
  };
}

function decodeNews(bytes: Uint8Array): ServerFrame | undefined {
  try {
    const parsed = terminalNewsSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? { type: 'news', news: parsed.data } : undefined;
  } catch {
    return undefined;
  }
}
