import { expect, it } from 'vitest';
import { fits, holdsText, isImage } from './text-match.ts';
import { bytesOf, isWithin, sizeSchema } from './values.ts';

it.each([
  ['web', 'web', true],
  ['web', 'we', false],
  ['web-1', 'web*', true],
  ['web', 'web*', true],
  ['aXbYc', 'a*b*c', true],
  ['ab', 'a*b*b', false],
  ['aba', 'ab*ba', false],
  ['', '*', true],
  ['a.b', 'a?b', false],
])('%j fits %j: %s', (text, pattern, expected) => {
  expect(fits(text, pattern)).toBe(expected);
});

it('is not slow on what would be slow for a regular expression', () => {
  const started = performance.now();
  fits('a'.repeat(60_000), `${'*a'.repeat(1000)}*b`);
  expect(performance.now() - started).toBeLessThan(500);
});

it('takes white space as it comes', () => {
  expect(holdsText('FROM   debian\n\tRUN x', 'debian RUN')).toBe(true);
  expect(holdsText('FROM debian', 'FROM nginx')).toBe(false);
});

it.each([
  ['nginx', 'nginx', true],
  ['nginx:1.25', 'nginx', true],
  ['docker.io/library/nginx:latest', 'nginx:latest', true],
  ['nginx', 'nginx:latest', true],
  ['nginx:1.25', 'nginx:latest', false],
  ['nginx@sha256:abc', 'nginx', true],
  ['registry:5000/app', 'registry:5000/app', true],
  ['registry:5000/app:2', 'registry:5000/app:2', true],
  ['my/nginx', 'nginx', false],
  ['app:1.0', 'app:*', true],
])('the image %j is %j: %s', (seen, wanted, expected) => {
  expect(isImage(seen, wanted)).toBe(expected);
});

it.each([
  ['256m', 268_435_456],
  ['80MB', 80_000_000],
  ['1GiB', 1_073_741_824],
  ['1.5 k', 1536],
  ['12', 12],
])('%s are %i bytes', (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes);
});

it.each(['256m', '1.5 GiB', '{{limit}}', '{{limit}}m', '{{limit}} MB'])('%s is a size', (size) => {
  expect(sizeSchema.safeParse(size).success).toBe(true);
});

it.each(['m', '-1m', '12x', '{{a b}}m', '{{limit}}{{unit}}'])('%s is none', (size) => {
  expect(sizeSchema.safeParse(size).success).toBe(false);
});

it('ranges hold both ends, and numbers in texts', () => {
  expect([2, 3, 4, 5].map((value) => isWithin(value, { atLeast: 3, atMost: '4' }))).toEqual([false, true, true, false]);
  expect(isWithin(8080, '8080')).toBe(true);
});
