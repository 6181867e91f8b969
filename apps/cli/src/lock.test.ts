import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdLock } from './lock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'marina-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('only one holds the lock, and the next one gets it', async () => {
  const file = path.join(directory, 'lock');
  const first = await holdLock(file, 'taken');
  await expect(holdLock(file, 'taken')).rejects.toThrow('taken');
  await first[Symbol.asyncDispose]();
  const second = await holdLock(file, 'taken');
  await second[Symbol.asyncDispose]();
});

test('a holder that is killed outright loses the lock', async () => {
  const file = path.join(directory, 'lock');
  const module = path.join(import.meta.dirname, 'lock.ts');
  const script = `const { holdLock } = await import(${JSON.stringify(module)});
    await holdLock(${JSON.stringify(file)}, 'taken'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  await expect(holdLock(file, 'taken')).rejects.toThrow('taken');
  holder.kill('SIGKILL');
  const lock = await vi.waitFor(() => holdLock(file, 'taken'), 5000);
  await lock[Symbol.asyncDispose]();
});
