import { expect, it } from 'vitest';
import { OutputRing } from './output-ring.ts';

function read(ring: OutputRing, offset: number, maxBytes: number): Buffer | undefined {
  const parts = ring.read(offset, maxBytes);
  return parts && Buffer.concat(parts);
}

it('gives back any part it still holds, across its own seam', () => {
  const ring = new OutputRing(10);
  ring.append(Buffer.from('abcdefg'));
  ring.append(Buffer.from('hijkl'));
  expect([ring.start, ring.end]).toEqual([2, 12]);
  expect(read(ring, 2, 100)?.toString()).toBe('cdefghijkl');
  expect(read(ring, 8, 3)?.toString()).toBe('ijk');
  expect(read(ring, 12, 5)?.toString()).toBe('');
});

it('says so when the bytes are gone, or not yet there', () => {
  const ring = new OutputRing(4);
  ring.append(Buffer.from('abcdef'));
  expect(read(ring, 1, 1)).toBeUndefined();
  expect(read(ring, 7, 1)).toBeUndefined();
});

it('keeps the end of a chunk larger than itself', () => {
  const ring = new OutputRing(4);
  ring.append(Buffer.from('abc'));
  ring.append(Buffer.from('defghijkl'));
  expect(read(ring, ring.start, 4)?.toString()).toBe('ijkl');
});

it('agrees with plain concatenation under random appends', () => {
  const ring = new OutputRing(64);
  let all = '';
  for (let i = 0; i < 500; i++) {
    const chunk = String.fromCharCode(97 + (i % 26)).repeat((i * 7) % 90);
    ring.append(Buffer.from(chunk));
    all += chunk;
    expect(read(ring, ring.start, 64)?.toString()).toBe(all.slice(-64));
  }
});

it('it holds as much as it may, however it came there', () => {
  const capacity = 100_000;
  const whole = Buffer.from(Array.from({ length: 250_000 }, (_, at) => at % 251));
  for (const step of [333, 7_000, 40_000, 250_000]) {
    const ring = new OutputRing(capacity, 5);
    for (let at = 0; at < whole.length; at += step) {
      ring.append(whole.subarray(at, at + step));
      const from = Math.max(0, Math.min(at + step, whole.length) - capacity);
      expect(ring.start).toBe(5 + from);
      expect(read(ring, ring.start, capacity)?.equals(whole.subarray(from, at + step))).toBe(true);
    }
  }
});
