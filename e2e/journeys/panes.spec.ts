// Several terminals at once: side by side in one view, as a student arranges them.
import type { Locator } from '@playwright/test';
import { phone } from '../browser.ts';
import { expect, test } from './student-page.ts';

test.describe('on a desktop', () => {
  test('panes are opened, resized, zoomed, kept over a reload, and closed', async ({ student, page }) => {
    test.setTimeout(120_000);
    await student.openPlayground();
    const panes = page.locator('[data-testid=terminal]:visible');
    const pane = (name: string) => page.getByRole('region', { name: `Terminal of ${name}`, exact: true });
    const first = pane('node1');
    const second = pane('node1, 2');
    const third = pane('node1, 3');
    await page.keyboard.type('echo first-$((40+2))\n');
    await expect(first).toContainText('first-42');

    await page.keyboard.press('Alt+Shift+R');
    await hasKeyboard(second);
    await page.keyboard.type('echo second-$((40+2))\n');
    await expect(second).toContainText('second-42');
    await page.getByRole('button', { name: 'Split: a new terminal below' }).click();
    await hasKeyboard(third);
    await page.keyboard.type('echo third-$((40+2))\n');
    await expect(third).toContainText('third-42');
    await expect(panes).toHaveCount(3);
    await expect(first).not.toContainText('second-42');

    await page.keyboard.press('Alt+Shift+ArrowLeft');
    await hasKeyboard(first);
    await page.keyboard.press('Alt+Shift+Z');
    await expect(panes).toHaveCount(1);
    await expect(first).toBeVisible();
    await page.keyboard.press('Alt+Shift+Z');
    await expect(panes).toHaveCount(3);
    await page.keyboard.press('Alt+Shift+M');
    await hasKeyboard(first);
    await expect.poll(async () => (await first.boundingBox())?.x, 'it has traded places').toBeGreaterThan(400);
    await page.keyboard.press('Alt+Shift+M');
    await page.keyboard.press('Alt+Shift+M');
    await hasKeyboard(first);
    await expect.poll(async () => (await first.boundingBox())?.x).toBe(0);

    const line = page.getByRole('separator').first();
    await expect(line).toHaveAttribute('aria-valuenow', '50');
    await drag(line, -300);
    const share = await line.getAttribute('aria-valuenow');
    expect(Number(share)).toBeLessThan(35);
    await hasKeyboard(first);
    await expect(async () => {
      await page.keyboard.type('clear; stty size\n');
      await expect(first).toContainText(/\d+ [45]\d(?!\d)/, { timeout: 2000 });
    }, 'the shell knows its new width').toPass({ timeout: 15_000 });

    await page.reload();
    await expect(panes).toHaveCount(3);
    await expect(line).toHaveAttribute('aria-valuenow', share ?? '');
    await expect(third).toContainText('third-42');
    await hasKeyboard(first);

    await page.keyboard.press('Alt+Shift+W');
    await expect(panes).toHaveCount(2);
    await page.getByRole('button', { name: 'Close node1, 3' }).click();
    await expect(panes).toHaveCount(1);
    await hasKeyboard(second);
    await expect(page.getByTestId('pane-strip'), 'a single pane needs no title').toHaveCount(0);
    await page.keyboard.type('echo left-$((40+2))\n');
    await expect(second).toContainText('left-42');
  });

  test('terminals of two instances stand side by side', async ({ student, page }) => {
    await student.openPlayground();
    await page.getByRole('button', { name: 'Add instance' }).click();
    await expect(student.screen).toContainText('root@node2');
    await page.getByRole('tab', { name: 'node1' }).click();
    await expect(student.screen).toContainText('root@node1');
    await page.getByRole('button', { name: 'Show beside this terminal' }).click();
    await page.getByRole('menuitem', { name: 'node2, terminal 1' }).click();
    const beside = page.getByRole('region', { name: 'Terminal of node2' });
    await hasKeyboard(beside);
    await page.keyboard.type('hostname | rev\n');
    await expect(beside).toContainText('2edon');
    await expect(page.getByRole('region', { name: 'Terminal of node1' })).toBeVisible();

    await page.getByRole('tab', { name: 'node2' }).click();
    await expect(page.getByRole('heading', { name: 'The terminals of node2 are in another view' })).toBeVisible();
    await page.getByRole('button', { name: 'Show them' }).click();
    await hasKeyboard(beside);
    await page.getByRole('button', { name: 'Show beside this terminal' }).click();
    await page.getByRole('menuitem', { name: 'Give this terminal a tab of its own' }).click();
    await expect(page.getByRole('tab', { name: 'node2' })).toHaveAttribute('aria-selected', 'true');
    await expect(student.screen).toContainText('2edon');
  });
});

test.describe('on a phone', () => {
  test.use(phone);

  test('each terminal has a tab, and fills the screen', async ({ student, page }) => {
    await student.openPlayground();
    await expect(page.getByRole('button', { name: 'Split: a new terminal below' })).toHaveCount(0);
    await page.getByRole('button', { name: 'New terminal' }).tap();
    await expect(page.getByRole('tab', { name: 'Terminal 2' })).toHaveAttribute('aria-selected', 'true');
    await expect(student.terminal).toHaveCount(1);
    await student.run('echo second');
    await page.getByRole('tab', { name: 'Terminal 1' }).tap();
    await student.run('echo first');
  });
});

async function hasKeyboard(pane: Locator): Promise<void> {
  await expect(pane.locator('textarea.xterm-helper-textarea')).toBeFocused();
}

async function drag(line: Locator, byPx: number): Promise<void> {
  const box = await line.boundingBox();
  if (!box) throw new Error('the line is not seen');
  const { mouse } = line.page();
  const [x, y] = [box.x + box.width / 2, box.y + 100];
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + byPx, y, { steps: 8 });
  await mouse.up();
}
