import { describe, expect, it } from 'vitest';
import {
  type ClientFrame,
  decodeClientFrame,
  decodeServerFrame,
  encodeClientFrame,
  encodeServerFrame,
  maxInputBytes,
  type ServerFrame,
  unknownInput,
} from './terminal-frames.ts';

const bytes = new TextEncoder().encode('é\u001b[31m🚢');

const clientFrames: ClientFrame[] = [
  { type: 'hello', epoch: 2n ** 63n + 5n, offset: 123n, client: 2n ** 63n + 1n, cols: 80, rows: 24, visible: true },
  { type: 'input', data: bytes },
  { type: 'resize', cols: 1000, rows: 500 },
  { type: 'ack', offset: 2n ** 40n },
  { type: 'visible', visible: false },
  { type: 'take' },
  { type: 'colors', foreground: 0xffffff, background: 0x102030 },
];
const serverFrames: ServerFrame[] = [
  { type: 'output', data: bytes },
  { type: 'snapshot', epoch: 9n, offset: 77n, input: 5n, cols: 132, rows: 43, data: bytes },
  { type: 'resumed', offset: 0n, input: unknownInput },
  { type: 'size', cols: 80, rows: 24 },
  { type: 'exit', code: -1 },
  { type: 'inputAck', input: 2n ** 33n },
  {
    type: 'news',
    news: {
      decidesSize: true,
      readOnly: false,
      others: [{ name: 'Ada 🚢', readOnly: true, decidesSize: false, isSelf: false }],
    },
  },
];

describe('terminal frames', () => {
  it.each(clientFrames)('a browser frame survives the wire: $type', (frame) => {
    expect(decodeClientFrame(encodeClientFrame(frame))).toEqual(frame);
  });

  it.each(serverFrames)('an agent frame survives the wire: $type', (frame) => {
    expect(decodeServerFrame(encodeServerFrame(frame))).toEqual(frame);
  });

  it('one keystroke is two bytes on the wire', () => {
    expect(encodeClientFrame({ type: 'input', data: Uint8Array.of(97) })).toHaveLength(2);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['an unknown type', Uint8Array.of(0xff)],
    ['a truncated resize', Uint8Array.of(1, 80)],
    ['a truncated hello', Uint8Array.of(3, 0, 0)],
    ['an oversized input', new Uint8Array(maxInputBytes + 2)],
  ])('%s from a browser is refused, not guessed', (_what, malformed) => {
    expect(decodeClientFrame(malformed)).toBeUndefined();
  });

  it.each([
    ['no JSON', '{'],
    ['JSON of another shape', '{"others":1}'],
  ])('news that are %s are refused', (_what, text) => {
    expect(decodeServerFrame(Uint8Array.of(0x05, ...new TextEncoder().encode(text)))).toBeUndefined();
  });

  it('a frame is read right from the middle of a larger buffer', () => {
    const frame = encodeClientFrame({ type: 'resize', cols: 99, rows: 9 });
    const padded = new Uint8Array(frame.length + 6);
    padded.set(frame, 3);
    expect(decodeClientFrame(padded.subarray(3, 8))).toEqual({ type: 'resize', cols: 99, rows: 9 });
  });
});
