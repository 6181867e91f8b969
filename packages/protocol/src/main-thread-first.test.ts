import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { expect, it } from 'vitest';

/** A process of its own: the threads of the one that tests are changed for good. */
const script = `
import { readFileSync, readdirSync } from 'node:fs';
import { putMainThreadFirst } from '${new URL('./main-thread-first.ts', import.meta.url)}';
const changed = putMainThreadFirst();
// proc(5): the 19th field of stat is the niceness; the name before it may hold spaces.
const read = (thread) => Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[16]);
const others = readdirSync('/proc/self/task').map(read).filter((niceness) => niceness === 5);
console.log(JSON.stringify({ changed, others: others.length, main: read(process.pid) }));
`;

it('V8’s helper threads go behind the main one, which stays as it is', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const { changed, others, main } = JSON.parse(said);
  expect(changed).toBeGreaterThan(0);
  expect(others).toBe(changed);
  expect(main).toBeLessThan(5);
});

it('a worker thread goes behind the main one when it asks for it', () => {
  const worker = `
import { parentPort } from 'node:worker_threads';
import { readFileSync } from 'node:fs';
import { putThisThreadBehind } from '${new URL('./main-thread-first.ts', import.meta.url)}';
putThisThreadBehind();
const read = (file) => Number(readFileSync(file, 'utf8').split(') ')[1].split(' ')[16]);
parentPort.postMessage({ own: read('/proc/thread-self/stat'), main: read('/proc/' + process.pid + '/stat') });
`;
  const main = `
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(worker)})));
worker.on('message', (said) => console.log(JSON.stringify(said)));
`;
  const { own, main: mains } = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', main], { encoding: 'utf8' }),
  );
  expect(own).toBe(5);
  expect(mains).toBeLessThan(5);
});

it('the main thread takes short turns, and nothing that it starts', (context) => {
  const [major = 0, minor = 0] = os.release().split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 12)) context.skip('Linux lets nobody choose before 6.12');
  const slice = (told: string) => Number(/^se\.slice\s*: *(\d+)$/m.exec(told)?.[1]);
  const usual = slice(readFileSync('/proc/self/sched', 'utf8'));
  if (Number.isNaN(usual)) context.skip('this kernel does not tell');
  const script = `
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { putMainThreadFirst } from '${new URL('./main-thread-first.ts', import.meta.url)}';
putMainThreadFirst();
const started = execFileSync('cat', ['/proc/self/sched'], { encoding: 'utf8' });
console.log(JSON.stringify({ main: readFileSync('/proc/' + process.pid + '/sched', 'utf8'), started }));
`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const { main, started } = JSON.parse(said);
  expect([slice(main), slice(started)]).toEqual([100_000, usual]);
});
