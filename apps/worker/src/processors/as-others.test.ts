import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { expect, it } from 'vitest';
import { asOthersIn } from './as-others.ts';

it('a command takes nothing of a higher priority with it, and keeps a lower one', (context) => {
  const { program, args } = asOthersIn(undefined)(['nice']);
  const startedAt = (niceness: number) =>
    Number(execFileSync('nice', ['-n', `${niceness}`, program, ...args], { encoding: 'utf8' }));
  const told = Number(
    execFileSync('nice', ['-n', '-10', 'nice'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  if (told >= 0) context.skip('only root may raise a priority');
  expect([startedAt(-10), startedAt(0), startedAt(3)]).toEqual([0, 0, 3]);
});

it.skipIf(os.cpus().length < 2)('a command may run where the agent may not', () => {
  const allowed = ['sh', '-c', 'taskset -pc $$ | sed "s/.*: //"'];
  const { program, args } = asOthersIn(undefined)(allowed);
  const startedOnFirst = (command: string[]) =>
    execFileSync('taskset', ['-c', '0', ...command], { encoding: 'utf8' }).trim();
  expect(startedOnFirst(allowed)).toBe('0');
  expect(startedOnFirst([program, ...args])).toBe(execFileSync('sh', allowed.slice(1), { encoding: 'utf8' }).trim());
});

it('a group that cannot be joined keeps no command from running', () => {
  const { program, args } = asOthersIn('/nowhere/cgroup.procs')(['echo', 'a b']);
  expect(execFileSync(program, args, { encoding: 'utf8' })).toBe('a b\n');
});
