import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asOthersIn } from '../processors/as-others.ts';
import { type DaemonSpec, keepDaemon } from './daemon-process.ts';

const asOthers = asOthersIn(undefined);
let directory: string;
let file: Record<'pid' | 'log' | 'program', string>;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'marina-daemon-'));
  file = {
    pid: path.join(directory, 'pid'),
    log: path.join(directory, 'log'),
    program: path.join(directory, 'program'),
  };
});
afterEach(() => rm(directory, { recursive: true }));

test('a daemon that is changing from one program to the next counts as running', async () => {
  // What `nice` does once, without an end: about one look in six finds it in between, with no command line.
  const daemon = await keepDaemon(await daemonThat('exec "$0"', answersAfter(30)), asOthers);
  expect(existsSync(file.pid)).toBe(true);
  await daemon.stop();
  expect(existsSync(file.pid)).toBe(false);
});

test('a daemon that ends at once is named with its log', async () => {
  const starting = keepDaemon(await daemonThat('exit 3', answersAfter(1_000)), asOthers);
  await expect(starting).rejects.toThrow(`test ended at once; its log is ${file.log}`);
});

test('a daemon that never answers is not left behind', async () => {
  const mark = path.join(directory, 'ended');
  const spec = await daemonThat(`trap ': > ${mark}; exit' TERM\nwhile :; do sleep 0.05; done`, answersAfter(1_000));
  await expect(keepDaemon({ ...spec, readyTimeoutMs: 200 }, asOthers)).rejects.toThrow('test does not answer');
  expect(existsSync(mark)).toBe(true);
});

async function daemonThat(script: string, probe: DaemonSpec['probe']): Promise<DaemonSpec> {
  await writeFile(file.program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return {
    name: 'test',
    command: ['/bin/sh', file.program],
    pidFile: file.pid,
    logFile: file.log,
    env: { PATH: process.env.PATH },
    probe,
    readyTimeoutMs: 10_000,
    stopTimeoutMs: 5_000,
  };
}

function answersAfter(probes: number): DaemonSpec['probe'] {
  let asked = 0;
  return async () => ++asked > probes;
}
