import { expect, it } from 'vitest';
import { limitOpenings } from './openings.ts';

it('an address opens so many sessions in a minute, and more when the minute is over', () => {
  let nowMs = 0;
  const openings = limitOpenings(2, () => nowMs);
  openings.admit('192.0.2.1');
  nowMs = 30_000;
  openings.admit('192.0.2.1');
  expect(() => openings.admit('192.0.2.1')).toThrow('rate-limited');
  openings.admit('192.0.2.2');
  nowMs = 60_000;
  openings.admit('192.0.2.1');
  expect(() => openings.admit('192.0.2.1')).toThrow('rate-limited');
});
