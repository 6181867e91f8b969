// A student with a phone.
import { phone } from '../browser.ts';
import { expect, test } from './student-page.ts';

test.use(phone);

test('a session fits a phone, and its extra keys work', async ({ student, page }) => {
  await student.openPlayground();
  const isWiderThanScreen = () =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(await isWiderThanScreen()).toBe(false);
  await student.run('echo pocket');
  await page.getByRole('toolbar', { name: 'Extra keys' }).getByRole('button', { name: 'Up' }).tap();
  await expect(student.screen).toContainText(/# clear; echo pocket/);
  await page.getByRole('button', { name: 'Language and theme' }).tap();
  await page.getByRole('menuitem', { name: 'End session' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).tap();
  await expect(page.getByRole('heading', { name: 'This session has ended' })).toBeVisible();
});

test('a screen of its pane’s own size stays where it is, wherever its keyboard has been', async ({ student, page }) => {
  await student.openPlayground();
  await student.run('echo pocket');
  const scrolled = await page.getByTestId('terminal').evaluate((pane) => {
    const keyboard = pane.querySelector<HTMLTextAreaElement>('.xterm-helper-textarea');
    if (!keyboard) throw new Error('no keyboard');
    // As it is left by a screen that was higher before the extra keys came.
    keyboard.style.top = `${pane.clientHeight + 60}px`;
    pane.scrollTop = 60;
    return pane.scrollTop;
  });
  expect(scrolled).toBe(0);
});
