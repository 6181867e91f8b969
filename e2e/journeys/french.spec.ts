// Une élève, en français.
import { expect, test } from './student-page.ts';

test.use({ locale: 'fr-FR' });

test('une session, de l’accueil à la fin, en français', async ({ student, page }) => {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await page.getByRole('button', { name: 'Ouvrir un bac à sable' }).click();
  await student.keepTextInPage();
  await student.seesPrompt();
  await expect(page.getByRole('timer')).toHaveAccessibleName(/minutes/);
  expect(await student.run('echo "café 🚢"')).toContain('café 🚢');
  await page.getByRole('button', { name: 'Terminer la session' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Terminer la session' }).click();
  await expect(page.getByRole('heading', { name: 'Cette session est terminée' })).toBeVisible();
});
