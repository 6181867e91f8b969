// What a terminal offers beside its shell: search, the clipboard, its menu, and what programs may not do with it.
import type { Page } from '@playwright/test';
import { expect, test } from './student-page.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('the scrollback can be searched, and Escape leads back to the shell', async ({ student, page }) => {
  await student.openPlayground();
  await student.run('echo lighthouse; seq 1 500; echo lighthouse');
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.insertText('LIGHT.*SE$');
  const count = page.getByRole('search').getByRole('status');
  await expect(count).toHaveText('None');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await expect(count).toHaveText(/^(\d) of \1$/);
  await page.getByRole('button', { name: 'Match case' }).click();
  await expect(count).toHaveText('None');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('search')).toHaveCount(0);
  await expect(student.terminal.locator('textarea')).toBeFocused();
});

test('lines that would run at once are pasted only after a question', async ({ student, page }) => {
  await student.openPlayground();
  await page.evaluate(() => navigator.clipboard.writeText('echo one\n  echo two\n'));
  await student.type('cat > lines');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await page.getByRole('button', { name: 'As one line' }).click();
  await expect(student.screen).toContainText('echo one echo two');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+D');
  expect(await student.run('wc -l < lines')).toContain('1');
  // A shell in bracketed paste mode waits for Enter by itself.
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Paste' }).click();
  await expect(student.screen).toContainText(/echo one\s+echo two/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the menu copies all, saves the text, and changes its size for every visit', async ({ student, page }) => {
  await student.openPlayground();
  await student.run('echo anchor');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Select all' }).click();
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => clipboard(page)).toContain('anchor');
  const download = page.waitForEvent('download');
  await student.terminal.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Download the text' }).click();
  expect((await download).suggestedFilename()).toMatch(/^node1-[\d-]+\.txt$/);
  const width = Number(await student.run('tput cols').then((text) => /\d+/.exec(text)?.[0]));
  await page.keyboard.press('Control+Shift+Equal');
  await page.reload();
  await student.seesPrompt();
  expect(Number(/\d+/.exec(await student.run('tput cols'))?.[0])).toBeLessThan(width);
});

test('a program neither reads the clipboard, nor writes it unasked, nor names the page', async ({ student, page }) => {
  await student.openPlayground();
  await page.evaluate(() => navigator.clipboard.writeText('mine'));
  const title = await page.title();
  await student.run("printf '\\e]0;not marina\\a\\e]52;c;?\\a\\e]52;c;dGhlaXJz\\a'");
  expect(await clipboard(page)).toBe('mine');
  expect(await page.title()).toBe(title);
  await page.getByRole('button', { name: 'Allow' }).click();
  await expect.poll(() => clipboard(page)).toBe('theirs');
});

test('a link whose words hide where it leads says so before it opens', async ({ student, page }) => {
  await student.openPlayground();
  await student.run("printf '\\e]8;;https://elsewhere.example/\\e\\\\docs.docker.com\\e]8;;\\e\\\\\\n'");
  // xterm.js draws links, and listens for clicks on a layer above them.
  await student.screen
    .getByText('docs.docker.com')
    .first()
    .click({ force: true, position: { x: 20, y: 10 } });
  await expect(page.getByRole('dialog')).toContainText('https://elsewhere.example/');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(student.terminal.locator('textarea')).toBeFocused();
});
