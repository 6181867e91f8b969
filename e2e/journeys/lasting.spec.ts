// Shells that outlast what happens to browsers and managers.
import { findPid } from '../marina-under-test.ts';
import { expect, test } from './student-page.ts';

test('a reload keeps the shell and its screen', async ({ student, page }) => {
  await student.openPlayground();
  const before = await student.run('echo "shell $$"');
  const shell = /shell \d+/.exec(before)?.[0] ?? 'none';
  await page.reload();
  await expect(student.screen, 'what was on the screen is there again').toContainText(shell);
  expect(await student.run('echo "shell $$"')).toContain(shell);
});

for (const victim of ['manager', 'agent', 'dockerd'] as const) {
  test(`a killed ${victim} comes back, and the page with it, on the same shell`, async ({ student, place }) => {
    await student.openPlayground();
    const shell = /shell \d+/.exec(await student.run('echo "shell $$"'))?.[0] ?? 'none';
    await student.type('clear; for n in $(seq 12); do echo "line $n"; sleep 0.5; done; echo "last $?"');
    await expect(student.screen).toContainText('line 2');
    const pid = findPid(place, victim);
    if (pid === undefined) throw new Error(`the ${victim} is not on record`);
    process.kill(pid, 'SIGKILL');
    await expect(student.screen, 'output goes on').toContainText('last 0', { timeout: 30_000 });
    const lines = (await student.text()).match(/^line \d+$/gm);
    expect(lines).toEqual(Array.from({ length: 12 }, (_, at) => `line ${at + 1}`));
    expect(await student.run('echo "shell $$"')).toContain(shell);
  });
}
