import { expect, it } from 'vitest';
import { runCommand, type Workbench } from './run-command.ts';

const command = { text: 'docker ps', interrupt: false };

/** `ended`: terminals whose shell has ended. */
function bench(numbers: Record<number, string>, ended: readonly string[] = []) {
  const done: string[] = [];
  let opened = 0;
  const workbench: Workbench = {
    findInstance: (name) => (name === 'gone' ? undefined : { id: 'ins_1', isRunning: name !== 'asleep' }),
    terminals: () => new Map(Object.entries(numbers).map(([number, terminal]) => [Number(number), terminal])),
    open: async (_instance, place) => {
      opened += 1;
      done.push(`open ${place.at}`);
      return `new-${opened}`;
    },
    show: (terminal) => done.push(`show ${terminal}`),
    typist: async (terminal) => ({
      type: async ({ text }) => {
        if (ended.includes(terminal)) return false;
        done.push(`${terminal}: ${text}`);
        return true;
      },
    }),
  };
  return { done, run: (instance: string, terminal: number) => runCommand({ instance, terminal }, command, workbench) };
}

it('types into the terminal with that number, and shows it before', async () => {
  const { run, done } = bench({ 1: 'one', 2: 'two' });
  expect(await run('node1', 2)).toBe('typed');
  expect(done).toEqual(['show two', 'two: docker ps']);
});

it('opens what is not there: the second terminal of none is the second one opened', async () => {
  const { run, done } = bench({});
  await run('node1', 2);
  expect(done).toEqual(['open tab', 'open tab', 'show new-2', 'new-2: docker ps']);
});

it('a number that is free below others is the one that a new terminal gets', async () => {
  const { run, done } = bench({ 2: 'two' });
  await run('node1', 1);
  expect(done).toEqual(['open tab', 'show new-1', 'new-1: docker ps']);
});

it('a shell that has ended is replaced in its pane, and the command runs once', async () => {
  const { run, done } = bench({ 1: 'one' }, ['one']);
  expect(await run('node1', 1)).toBe('typed');
  expect(done).toEqual(['show one', 'open pane', 'show new-1', 'new-1: docker ps']);
});

it('says why nothing was typed', async () => {
  expect(await bench({}).run('gone', 1)).toBe('no-instance');
  expect(await bench({}).run('asleep', 1)).toBe('not-running');
  expect(await bench({ 1: 'one' }, ['one', 'new-1']).run('node1', 1)).toBe('not-taken');
});
