import { expect, it } from 'vitest';
import { frameSplitter, lengthPrefixed } from './framing.ts';

const frames = [new Uint8Array(0), Uint8Array.of(1), new Uint8Array(70_000).fill(7), Uint8Array.of(2, 3)];
const stream = Buffer.concat(frames.map((frame) => lengthPrefixed([frame])));

it.each([1, 3, 4, 5, 1000, 65_536, stream.length])('frames survive a stream cut into pieces of %i bytes', (size) => {
  const seen: Uint8Array[] = [];
  const push = frameSplitter((frame) => seen.push(frame.slice()));
  for (let at = 0; at < stream.length; at += size) push(stream.subarray(at, at + size));
  expect(seen.map((frame) => Buffer.from(frame).toString('hex'))).toEqual(
    frames.map((frame) => Buffer.from(frame).toString('hex')),
  );
});

it('refuses a length that no peer of ours would send', () => {
  expect(() => frameSplitter(() => undefined)(Uint8Array.of(0xff, 0xff, 0xff, 0x7f))).toThrow(RangeError);
});
