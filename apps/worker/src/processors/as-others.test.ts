import { execFileSync } from 'node:child_process';
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

it('a group that cannot be joined keeps no command from running', () => {
  const { program, args } = asOthersIn('/nowhere/cgroup.procs')(['echo', 'a b']);
  expect(execFileSync(program, args, { encoding: 'utf8' })).toBe('a b\n');
});
