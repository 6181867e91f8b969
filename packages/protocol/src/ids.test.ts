import { expect, it } from 'vitest';
import { idSchema, newId, randomLabel } from './ids.ts';

it('ids carry their kind and are accepted by that kind only', () => {
  const id = newId('session');
  expect(id).toMatch(/^ses_[0-9a-z]{26}$/);
  expect(idSchema('session').safeParse(id).success).toBe(true);
  expect(idSchema('instance').safeParse(id).success).toBe(false);
});

it('a label is 26 characters of a DNS label and never repeats', () => {
  const labels = new Set(Array.from({ length: 2000 }, randomLabel));
  expect(labels.size).toBe(2000);
  for (const label of labels) expect(label).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
});

it('every symbol of the alphabet occurs at the free positions, so no bits are lost', () => {
  const seen = new Set(Array.from({ length: 500 }, () => randomLabel().slice(1)).join(''));
  expect(seen.size).toBe(32);
});

it.each(['', 'ses_', 'ses_../../etc', 'ses_IIIIIIIIIIIIIIIIIIIIIIIIII'])('%j is no session id', (text) => {
  expect(idSchema('session').safeParse(text).success).toBe(false);
});
