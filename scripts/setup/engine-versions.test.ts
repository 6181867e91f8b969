import { expect, it } from 'vitest';
import { floors, isAtLeast } from './engine-versions.mjs';

it.each([
  ['1.1.5', false],
  ['1.3.5', false],
  ['1.3.6', true],
  ['1.4.0', false],
  ['1.4.3', true],
  ['1.5.0', true],
  ['1.10.0', true],
  ['2.0.0', true],
])('runc %s has what its line needs: %s', (version, enough) => {
  expect(isAtLeast(version, floors.runc)).toBe(enough);
});

it.each([
  ['20.10.24', false],
  ['29.5.0', false],
  ['29.9.0', true],
  ['30.0.0', true],
])('Docker Engine %s is new enough: %s', (version, enough) => {
  expect(isAtLeast(version, floors.dockerd)).toBe(enough);
});
