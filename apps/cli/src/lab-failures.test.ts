import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { followLabFailures } from './lab-failures.ts';

const line = (error: string, event = 'an image of a lab could not be built') => `${JSON.stringify({ event, error })}\n`;

it('an author is told what fails from now on, also in a log that is begun anew', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'marina-log-'));
  const log = path.join(home, 'log/manager.log');
  await mkdir(path.dirname(log));
  await writeFile(log, line('of an earlier run').repeat(20));
  const told: string[] = [];
  const stop = new AbortController();
  const following = followLabFailures(home, (failure) => told.push(failure), stop.signal);
  await sleep(200);
  await writeFile(log, line('first\nwith its last lines') + line('no failure', 'listening') + line('half').slice(0, 9));
  await until(() => told.length === 1);
  await appendFile(log, line('half').slice(9) + line('set-up', 'a lab could not be set up'));
  await until(() => told.length === 3);
  stop.abort();
  await following;
  await rm(home, { recursive: true });
  expect(told).toEqual(['first\nwith its last lines', 'half', 'set-up']);
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition() && Date.now() < deadline) await sleep(20);
}
