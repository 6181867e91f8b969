import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { hashInputs, makeIfStale } from './stamp.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'marina-stamp-'));
  mkdirSync(path.join(root, 'app/src'), { recursive: true });
  writeFileSync(path.join(root, 'app/src/a.ts'), 'a');
});
afterEach(() => rmSync(root, { recursive: true }));

test('the hash follows names and contents, and not what is built beside them', () => {
  const before = hashInputs(root, ['app']);
  mkdirSync(path.join(root, 'app/.next'));
  writeFileSync(path.join(root, 'app/.next/out'), 'x');
  expect(hashInputs(root, ['app', 'absent'])).toBe(before);
  writeFileSync(path.join(root, 'app/src/b.ts'), '');
  expect(hashInputs(root, ['app'])).not.toBe(before);
});

test('makes once, and again after a failure', async () => {
  const stamp = path.join(root, 'out/.stamp');
  const make = vi.fn(() => Promise.resolve());
  expect(await makeIfStale(stamp, 'v1', make)).toBe(true);
  expect(await makeIfStale(stamp, 'v1', make)).toBe(false);
  await expect(makeIfStale(stamp, 'v2', () => Promise.reject(new Error('cut off')))).rejects.toThrow('cut off');
  expect(await makeIfStale(stamp, 'v1', make)).toBe(true);
  expect(make).toHaveBeenCalledTimes(2);
});
