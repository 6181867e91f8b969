import { expect, it } from 'vitest';
import { isPattern } from './search-query.ts';

it('an unfinished regular expression is no pattern', () => {
  expect(isPattern({ text: '(docker', isCaseSensitive: false, isRegex: true })).toBe(false);
  expect(isPattern({ text: 'docker|podman', isCaseSensitive: false, isRegex: true })).toBe(true);
});

it('plain text may hold anything', () => {
  expect(isPattern({ text: '(docker', isCaseSensitive: false, isRegex: false })).toBe(true);
});
