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
