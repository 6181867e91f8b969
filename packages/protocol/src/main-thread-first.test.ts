import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { expect, it } from 'vitest';

type Thread = { name: string; isMain: boolean; niceness: number; allowed: string };

/** A process of its own: the threads of the one that tests are changed for good. */
const script = `
import { readFileSync, readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { putMainThreadFirst } from '${new URL('./main-thread-first.ts', import.meta.url)}';
new Worker('setInterval(() => undefined, 1000)', { eval: true }).unref();
const changed = await putMainThreadFirst();
const threads = readdirSync('/proc/self/task').map((thread) => ({
  name: readFileSync('/proc/self/task/' + thread + '/comm', 'utf8').trim(),
  isMain: Number(thread) === process.pid,
  // proc(5): the 19th field of stat is the niceness; the name before it may hold spaces.
  niceness: Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[16]),
  allowed: /Cpus_allowed_list:\\s*(.*)/.exec(readFileSync('/proc/self/task/' + thread + '/status', 'utf8'))[1],
}));
console.log(JSON.stringify({ changed, threads }));
`;

it('helper threads go behind the main one, which keeps its priority and has the last processor to itself', () => {
  const node = [process.execPath, '--input-type=module', '-e', script];
  // Where this may not be: at the usual one.
  const said = execFileSync('nice', ['-n', '-5', ...node], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const { changed, threads } = JSON.parse(said) as { changed: number; threads: Thread[] };
  const [main, ...none] = threads.filter(({ isMain }) => isMain);
  const helpers = threads.filter(({ isMain }) => !isMain);
  expect(none).toEqual([]);
  expect(helpers).toHaveLength(changed);
  expect(new Set(helpers.map(({ name }) => name))).toContain('libuv-worker');
  const ofV8 = helpers.filter(({ name }) => name === 'V8Worker');
  expect(ofV8.length).toBeGreaterThan(0);
  expect(ofV8.filter(({ niceness }) => niceness !== 5)).toEqual([]);
  expect(main?.niceness).toBeLessThan(5);
  // A worker thread that was there before has the process's priority, elsewhere.
  expect(helpers.find(({ name }) => name === 'WorkerThread')?.niceness).toBe(main?.niceness);
  const last = /\d+$/.exec(readFileSync('/sys/devices/system/cpu/online', 'utf8').trim())?.[0] ?? '0';
  const mayHaveLast = ({ allowed }: Thread) => allowed.split(/[-,]/).at(-1) === last;
  expect(main?.allowed).toBe(last);
  // Who has one processor only shares it.
  expect(helpers.filter(mayHaveLast)).toEqual(last === '0' ? helpers : []);
});

it('a worker thread goes behind the main one when it asks for it', () => {
  const worker = `
import { parentPort } from 'node:worker_threads';
import { readFileSync } from 'node:fs';
import { putThisThreadBehind } from '${new URL('./main-thread-first.ts', import.meta.url)}';
putThisThreadBehind();
const read = (file) => Number(readFileSync(file, 'utf8').split(') ')[1].split(' ')[16]);
const allowed = (file) => /Cpus_allowed_list:\\s*(.*)/.exec(readFileSync(file, 'utf8'))[1];
parentPort.postMessage({
  own: read('/proc/thread-self/stat'),
  main: read('/proc/' + process.pid + '/stat'),
  ownAllowed: allowed('/proc/thread-self/status'),
  mainAllowed: allowed('/proc/' + process.pid + '/status'),
});
`;
  const main = `
import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(worker)})));
worker.on('message', (said) => console.log(JSON.stringify(said)));
`;
  const {
    own,
    main: mains,
    ownAllowed,
    mainAllowed,
  } = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', main], { encoding: 'utf8' }));
  expect(own).toBe(5);
  expect(mains).toBeLessThan(5);
  if (os.cpus().length > 1) expect(ownAllowed).not.toBe(mainAllowed);
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
await putMainThreadFirst();
const started = execFileSync('cat', ['/proc/self/sched'], { encoding: 'utf8' });
console.log(JSON.stringify({ main: readFileSync('/proc/' + process.pid + '/sched', 'utf8'), started }));
`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const { main, started } = JSON.parse(said);
  expect([slice(main), slice(started)]).toEqual([100_000, usual]);
});
