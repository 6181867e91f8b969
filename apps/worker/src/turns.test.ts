import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('no more run at once than may, all of them run, and a failure gives its place up', async () => {
  const inTurn = createTurns(2);
  const order: number[] = [];
  let [running, most] = [0, 0];
  const work = (number: number) =>
    inTurn(async () => {
      order.push(number);
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
      if (number === 1) throw new Error('broken');
      return number;
    });
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(await work(5)).toBe(5);
});
