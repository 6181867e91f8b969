import { expect, it } from 'vitest';
import { createFramePool } from './frame-pool.ts';

const long = 60_000;

it('memory that is given back is used again, once', () => {
  const pool = createFramePool();
  const first = pool.take(long);
  pool.giveBack(first);
  pool.giveBack(first);
  const [second, third] = [pool.take(long), pool.take(long + 1)];
  expect(second.buffer).toBe(first.buffer);
  expect(third.buffer).not.toBe(first.buffer);
  expect([second.length, third.length]).toEqual([long, long + 1]);
});

it('memory that is not given back is nobody else’s', () => {
  const pool = createFramePool();
  const frames = Array.from({ length: 40 }, () => pool.take(long));
  expect(new Set(frames.map(({ buffer }) => buffer)).size).toBe(40);
});

it('it takes back only what it lent: what is small, huge or part of something else stays its owner’s', () => {
  const pool = createFramePool();
  const others = [pool.take(10), pool.take(1_000_000), new Uint8Array(long), Buffer.alloc(70_000).subarray(5, long)];
  for (const bytes of others) pool.giveBack(bytes);
  const next = pool.take(long);
  expect(others.every(({ buffer }) => buffer !== next.buffer)).toBe(true);
});
