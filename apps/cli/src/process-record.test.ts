import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endRecorded, recordedNames, recordProcess } from './process-record.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'marina-records-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('ends the process that it recorded, and forgets it', async () => {
  const child = spawn('sleep', ['60']);
  recordProcess(directory, 'worker', child.pid ?? 0);
  expect(recordedNames(directory)).toEqual(['worker']);
  expect(await endRecorded(directory, 'worker', 'SIGTERM')).toBe(true);
  expect(child.signalCode ?? 'SIGTERM').toBe('SIGTERM');
  expect(recordedNames(directory)).toEqual([]);
});

test('leaves a process alone that only has the same number', async () => {
  const child = spawn('sleep', ['60']);
  recordProcess(directory, 'worker', child.pid ?? 0);
  const file = path.join(directory, 'worker.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), startTime: '1' }));
  expect(await endRecorded(directory, 'worker', 'SIGKILL')).toBe(false);
  expect(child.kill(0)).toBe(true);
  child.kill('SIGKILL');
});

test('a record that was cut off names nothing', async () => {
  writeFileSync(path.join(directory, 'worker.json'), '{"pid":');
  expect(await endRecorded(directory, 'worker', 'SIGKILL')).toBe(false);
});
