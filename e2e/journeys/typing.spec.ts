// What is typed arrives, in its order and once, however bad the line is.
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { findPid, type MarinaPlace, type Victim } from '../marina-under-test.ts';
import { breakableLines, delayFrames } from './slow-socket.ts';
import { expect, test } from './student-page.ts';

const letters = 'the quick brown fox jumps over the lazy dog, ';

test('500 keys at 5 ms arrive in order over a line with 300 ms of jitter', async ({ student, page }) => {
  await delayFrames(page, 300);
  await student.openPlayground();
  const text = Array.from({ length: 10 }, (_, at) => `${at}: ${letters}`.padEnd(49, '.')).join('\n');
  await student.type('cat > typed');
  await page.keyboard.type(`${text}\n`, { delay: 5 });
  await page.keyboard.press('Control+D');
  const shown = await student.run('cat typed');
  expect(text.length + 1).toBe(500);
  expect(shown).toContain(text);
});

test('a command whose line is cut before its answer runs once', async ({ student, page }) => {
  const lines = await breakableLines(page);
  await student.openPlayground();
  const cuts = 8;
  for (let at = 0; at < cuts; at++) {
    lines.mute();
    await student.type(`echo ${at} >> ran`);
    if (at % 2 === 0) await page.waitForTimeout(200);
    await lines.cut();
    await expect(student.terminal).toHaveAttribute('data-state', 'reconnecting');
    await expect(student.terminal).toHaveAttribute('data-state', 'live');
  }
  const shown = await student.run('tr "\\n" , < ran');
  expect(shown).toContain(Array.from({ length: cuts }, (_, at) => `${at},`).join(''));
});

test('manager and agent go before others, and nothing in an instance does', async ({ student, place }) => {
  await student.openPlayground();
  expect(await student.run('nice')).toMatch(/^0$/m);
  const priorities = (['manager', 'agent', 'dockerd', 'containerd'] as const).map((who) => {
    const pid = findPid(place, who);
    if (pid === undefined) return [who, 'gone'];
    const hasShortPauses = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('\0--no-parallel-scavenge\0');
    return [who, os.getPriority(pid), hasShortPauses];
  });
  expect(priorities).toEqual([
    ['manager', -10, true],
    ['agent', -10, true],
    ['dockerd', 0, false],
    ['containerd', 0, false],
  ]);
  // Work that would hold up keys is done beside the threads that carry them, elsewhere, and as soon.
  expect(threadsOf(place, 'manager', 'database')).toEqual([{ niceness: -10, isOnLast: os.cpus().length < 2 }]);
  expect(threadsOf(place, 'agent', 'engine')).toEqual([{ niceness: -10, isOnLast: os.cpus().length < 2 }]);
});

function threadsOf(place: MarinaPlace, victim: Victim, name: string) {
  const tasks = `/proc/${findPid(place, victim)}/task`;
  const threads = readdirSync(tasks).filter(
    (thread) => readFileSync(`${tasks}/${thread}/comm`, 'utf8') === `${name}\n`,
  );
  return threads.map((thread) => {
    const allowed = /Cpus_allowed_list:\s*(.*)/.exec(readFileSync(`${tasks}/${thread}/status`, 'utf8'))?.[1] ?? '';
    const last = Number(/\d+$/.exec(allowed)?.[0]);
    return { niceness: os.getPriority(Number(thread)), isOnLast: last === os.cpus().length - 1 };
  });
}
