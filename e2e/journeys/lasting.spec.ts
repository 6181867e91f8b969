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

test('a killed session manager comes back, and the page with it, on the same shell', async ({ student, place }) => {
  await student.openPlayground();
  const shell = /shell \d+/.exec(await student.run('echo "shell $$"'))?.[0] ?? 'none';
  const pid = findPid(place, 'manager');
  if (pid === undefined) throw new Error('the session manager is not on record');
  process.kill(pid, 'SIGKILL');
  await expect(student.terminal).toHaveAttribute('data-state', 'reconnecting');
  await expect(student.terminal).toHaveAttribute('data-state', 'live', { timeout: 30_000 });
  expect(await student.run('echo "shell $$"')).toContain(shell);
});
