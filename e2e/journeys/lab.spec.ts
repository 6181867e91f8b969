// A whole lab that ships with Marina, as a student does it, in each language.
import { phone } from '../browser.ts';
import { GuidePage, readMessages, readShippedLab } from './guide-page.ts';
import { breakableLines } from './slow-socket.ts';
import { expect, test } from './student-page.ts';

const slug = 'first-containers';
const languages = [
  { language: 'en', locale: 'en-US' },
  { language: 'fr', locale: 'fr-FR' },
] as const;

for (const { language, locale } of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });

    test('a student reads a lab, starts it, does it, and every task turns green', async ({ student, page }) => {
      test.setTimeout(300_000);
      const lab = await readShippedLab(slug);
      const messages = await readMessages(language);
      const guide = new GuidePage(student, lab, language, messages);
      const titleOf = (index: number) => lab.steps[index]?.title[language] ?? '';
      await page.goto('/labs');
      await page.getByRole('link', { name: lab.title[language], exact: true }).click();
      await expect(guide.guide.getByRole('heading', { name: titleOf(0) })).toBeVisible();
      await expect(guide.runButtons, 'nothing can be run where nothing runs').toHaveCount(0);

      await guide.start();
      for (const [index, step] of lab.steps.entries()) {
        await expect(guide.guide.getByRole('heading', { name: titleOf(index) })).toBeVisible();
        await guide.doStep(step);
        if (index < lab.steps.length - 1) await guide.goOn();
      }
      await expect(guide.guide.getByText(messages.guide.allDone)).toBeVisible();

      await page.reload();
      await expect(guide.guide.getByText(messages.guide.allDone), 'step and tasks are kept').toBeVisible();
      await page.goto('/labs');
      const row = page
        .getByRole('listitem')
        .filter({ has: page.getByRole('link', { name: lab.title[language], exact: true }) });
      await expect(row).toContainText(language === 'fr' ? 'Terminé' : 'Done');
    });
  });
}

test('a click runs a command once: clicked twice, and with the line cut before the answer', async ({
  student,
  page,
}) => {
  test.setTimeout(180_000);
  const lines = await breakableLines(page);
  const lab = await readShippedLab(slug);
  const guide = new GuidePage(student, lab, 'en', await readMessages('en'));
  await page.goto(`/labs/${slug}`);
  await guide.start();
  await page.goto(`${page.url()}#03-in-the-background`);
  const run = guide.runButtons.first();
  await expect(run).toBeVisible();
  await run.dblclick();
  await expect(student.screen).toContainText(/Up .* second/, { timeout: 60_000 });
  lines.mute();
  await page.waitForTimeout(1000);
  await run.click();
  await page.waitForTimeout(500);
  await lines.cut();
  await expect(student.terminal).toHaveAttribute('data-state', 'live');
  await expect(async () => expect(await student.run('docker ps -q | wc -l')).toMatch(/^2$/m)).toPass({
    timeout: 30_000,
  });
});

test('a change of language keeps the step and the place in it', async ({ student, page }) => {
  const lab = await readShippedLab(slug);
  const guide = new GuidePage(student, lab, 'en', await readMessages('en'));
  await page.goto(`/labs/${slug}`);
  await guide.goOn();
  const place = guide.guide.locator('[data-task="guest"]');
  await place.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(300);
  const before = await place.boundingBox();
  await page.getByRole('button', { name: 'Language and theme' }).click();
  await page.getByRole('menuitemradio', { name: 'Français' }).click();
  await expect(guide.guide.getByRole('heading', { name: lab.steps[1]?.title.fr })).toBeVisible();
  const after = await place.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 999))).toBeLessThan(60);
  await page.reload();
  await expect(guide.guide.getByRole('heading', { name: lab.steps[1]?.title.fr })).toBeVisible();
  await expect.poll(async () => Math.abs(((await place.boundingBox())?.y ?? 999) - (after?.y ?? 0))).toBeLessThan(60);
});

test.describe('on a phone', () => {
  test.use(phone);

  test('guide and terminals trade places, and a command that runs is seen', async ({ student, page }) => {
    test.setTimeout(120_000);
    const guide = new GuidePage(student, await readShippedLab(slug), 'en', await readMessages('en'));
    await page.goto(`/labs/${slug}`);
    await page.getByRole('button', { name: 'Start the lab' }).locator('visible=true').click();
    await student.keepTextInPage();
    await expect(guide.runButtons.first()).toBeVisible();
    await expect(student.terminal, 'the guide is in front of it').toHaveCount(0);
    await guide.runButtons.first().click();
    await expect(student.screen).toContainText('REPOSITORY', { timeout: 45_000 });
    await page.getByRole('button', { name: 'Guide', exact: true }).click();
    await expect(guide.guide).toBeVisible();
    await expect(student.terminal).toHaveCount(0);
    await page.getByRole('button', { name: 'Terminals', exact: true }).click();
    await expect(student.screen).toContainText('REPOSITORY');
  });
});
