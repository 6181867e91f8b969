import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { Metronome } from './metronome.ts';

const statusOf = (thread: string) => readFileSync(`/proc/self/task/${thread}/status`, 'utf8');
/** All others may run on more processors than the last. */
const threadsOnLast = () => {
  const last = `${os.cpus().length - 1}`;
  return readdirSync('/proc/self/task').filter(
    (thread) => /^Cpus_allowed_list:\s*(.*)$/m.exec(statusOf(thread))?.[1] === last,
  );
};
/** proc(5): of stat's fields, after the name in brackets. */
const policyOf = (thread: string) =>
  Number(readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[38]);
const fifo = 1;
const wakeUps = (thread: string) => Number(/^voluntary_ctxt_switches:\s*(\d+)$/m.exec(statusOf(thread))?.[1]);

it.skipIf(os.cpus().length < 2)('beats on the last processor for a few milliseconds after each key', async () => {
  const metronome = new Metronome();
  const thread = await vi.waitFor(() => {
    const [found, ...more] = threadsOnLast();
    expect(more).toEqual([]);
    if (!found) throw new Error('it has not begun');
    return found;
  });
  await sleep(100);
  const before = wakeUps(thread);
  await sleep(200);
  expect(wakeUps(thread) - before).toBeLessThan(2);
  for (let key = 1; key <= 3; key++) {
    metronome.keyCame();
    await sleep(50);
    expect(wakeUps(thread) - before).toBeGreaterThan(key * 6);
    expect(wakeUps(thread) - before).toBeLessThan(key * 12 + 2);
  }
  await metronome.close();
  expect(threadsOnLast()).toEqual([]);
});

it.skipIf(os.cpus().length < 2)('interrupts whoever runs on the last processor', async (context) => {
  const tried = spawnSync('chrt', ['--fifo', '1', 'true']);
  if (tried.status !== 0) context.skip('this machine lets nobody have a real-time priority');
  const metronome = new Metronome();
  await vi.waitFor(() => expect(threadsOnLast().map(policyOf)).toEqual([fifo]));
  await metronome.close();
});

it('a key that comes while it is closed does not keep it', async () => {
  const metronome = new Metronome();
  metronome.keyCame();
  const closing = metronome.close();
  metronome.keyCame();
  await closing;
  metronome.keyCame();
  await metronome.close();
});
