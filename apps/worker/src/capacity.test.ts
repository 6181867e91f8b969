import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { expect, it } from 'vitest';

it('a machine’s processors are counted, also those that the asking thread leaves to others', () => {
  const ask = `import { capacity } from '${new URL('./capacity.ts', import.meta.url)}'; console.log(capacity().cpus)`;
  const command = ['-c', '0', process.execPath, '--input-type=module', '--eval', ask];
  expect(Number(execFileSync('taskset', command, { encoding: 'utf8' }))).toBe(os.cpus().length);
});
