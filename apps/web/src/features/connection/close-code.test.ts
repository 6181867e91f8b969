import { expect, it } from 'vitest';
import { finalError } from './close-code.ts';

it.each([
  [4404, 'terminal-not-found', 'terminal-not-found'],
  [4410, '', 'session-ended'],
  [4503, 'no-capacity', undefined],
  [4429, '', undefined],
  [4500, '', undefined],
  [1006, '', undefined],
  [1000, '', undefined],
])('close code %d with reason %j gives up with %j', (code, reason, error) => {
  expect(finalError(code, reason)).toBe(error);
});
