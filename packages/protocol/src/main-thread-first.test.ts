import { execFileSync } from 'node:child_process';
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
