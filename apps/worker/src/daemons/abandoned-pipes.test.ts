import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { releaseAbandonedPipes } from './abandoned-pipes.ts';

let directory: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'abandoned-pipes-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** Opens handles of pipes as a shim does, then waits for each one's other end, and says so when it is through. */
const shim = `
  const fs = require('node:fs');
  const handles = process.argv.slice(3).map((pipe) => fs.openSync(pipe, 0o10000000));
  console.log('waiting');
  for (const handle of handles) fs.openSync('/proc/self/fd/' + handle, 'w');
  console.log('through');
`;

function startShim(socket: string, pipes: string[]) {
  execFileSync('mkfifo', pipes);
  const args = ['-e', shim, '--', '-address', socket, ...pipes];
  const child = spawn(process.execPath, args, {
    argv0: 'containerd-shim-runc-v2',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { said: () => said, ended: once(child, 'exit') };
}

it('a shim that waits for a Docker that was killed goes on, also when the pipes have lost their names', async () => {
  const socket = path.join(directory, 'containerd.sock');
  const pipes = ['a-stdout', 'a-stderr'].map((name) => path.join(directory, name));
  const waiting = startShim(socket, pipes);
  await expect.poll(waiting.said).toBe('waiting\n');
  execFileSync('rm', pipes);
  expect(await releaseAbandonedPipes(socket)).toBe(2);
  await waiting.ended;
  expect(waiting.said()).toBe('waiting\nthrough\n');
});

it('the shims of another containerd are left alone', async () => {
  const other = startShim(path.join(directory, 'other.sock'), [path.join(directory, 'b-stdout')]);
  await expect.poll(other.said).toBe('waiting\n');
  expect(await releaseAbandonedPipes(path.join(directory, 'containerd.sock'))).toBe(0);
  await sleep(100);
  expect(other.said()).toBe('waiting\n');
});
