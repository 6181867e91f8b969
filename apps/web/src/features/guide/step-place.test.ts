import { expect, it } from 'vitest';
import { beginning, chooseStep, placeAt, scrollTopOf } from './step-place.ts';

const steps = ['01-start', '02-networks', '03-end'];

it.each([
  ['#02-networks', '03-end', '02-networks'],
  ['', '03-end', '03-end'],
  ['#a-heading', null, '01-start'],
  ['', 'a-step-that-was-renamed', '01-start'],
])('with %j in the address and %j read last, %s is shown', (hash, last, step) => {
  expect(chooseStep(steps, hash, last)).toBe(step);
});

it('a lab without steps has none to show', () => {
  expect(chooseStep([], '', null)).toBeUndefined();
});

const english = [
  { top: 80, height: 100 },
  { top: 200, height: 400 },
  { top: 620, height: 100 },
];
const french = [
  { top: 80, height: 140 },
  { top: 240, height: 600 },
  { top: 860, height: 120 },
];

it('the same place in another language is the same part, as far read', () => {
  const place = placeAt(english, 400);
  expect(place).toEqual({ part: 1, share: 0.5 });
  expect(scrollTopOf(place, french)).toBe(540);
});

it('a place is found again where it was, between parts and behind the last as well', () => {
  for (const scrollTop of [0, 10, 80, 150, 190, 600, 650, 720]) {
    expect(scrollTopOf(placeAt(english, scrollTop), english)).toBe(scrollTop);
  }
});

it('the beginning stays the beginning, and a part that is gone is one', () => {
  expect(placeAt(english, 0)).toEqual(beginning);
  expect(scrollTopOf({ part: 9, share: 0.5 }, english)).toBe(0);
});
