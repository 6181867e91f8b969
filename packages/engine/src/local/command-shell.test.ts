import { afterEach, expect, it } from 'vitest';
import { CommandError, CommandShell } from './command-shell.ts';

const shells: CommandShell[] = [];
afterEach(() => {
  for (const shell of shells.splice(0)) shell.close();
});

function open(): CommandShell {
  const shell = new CommandShell();
  shells.push(shell);
  return shell;
}

it('a command gets its words as they are, and what it says comes back', async () => {
  const words = ["it's", '$HOME `id` "x"', 'two\nlines', '', '*', 'é'];
  expect(await open().run('printf', '%s|', ...words)).toBe(`${words.join('|')}|`);
});

it('a command that fails is told by its exit code and its own words', async () => {
  const failing = open().run('sh', '-c', 'echo no room >&2; exit 3');
  await expect(failing).rejects.toThrow('sh exited with 3: no room');
  await expect(failing.catch((error: CommandError) => error.exitCode)).resolves.toBe(3);
  await expect(open().run('no-such-command')).rejects.toBeInstanceOf(CommandError);
});

it('commands do not wait for each other', async () => {
  const { run } = open();
  const order: string[] = [];
  const slow = run('sleep', '0.3').then(() => order.push('slow'));
  await run('true').then(() => order.push('quick'));
  await slow;
  expect(order).toEqual(['quick', 'slow']);
});

it('many at once are told apart, also when they say much', async () => {
  const { run } = open();
  const numbers = Array.from({ length: 40 }, (_, at) => at);
  const said = await Promise.all(
    numbers.map((at) => run('sh', '-c', `echo ${at}; head -c 9000 /dev/zero | tr '\\0' x`)),
  );
  expect(said.map((text) => Number(text.split('\n')[0]))).toEqual(numbers);
  expect(said.every(({ length }) => length === 3_000)).toBe(true);
});

it('a command outlives its shell, and the next one has a new shell', async () => {
  const { run } = open();
  const [running, shell] = [run('sh', '-c', 'sleep 0.5; echo done'), Number(await run('sh', '-c', shellOfGrandparent))];
  process.kill(shell, 'SIGKILL');
  expect(await running).toBe('done');
  expect(await run('echo', 'again')).toBe('again');
});

it('what could not be started fails', async () => {
  const shell = new CommandShell(['sh', '-c', 'exit 1']);
  await expect(shell.run('true')).rejects.toThrow('its shell has ended');
});

/** Every command is in a session of the shell's own. */
const shellOfGrandparent = 'ps -o sid= -p $$';
