// A lab whose author means harm: what it holds stays text, whoever reads it.
import { expect, test } from './student-page.ts';

test('nothing of a hostile lab runs, and the policy has nothing to stop', async ({ page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen, hit: (what: string) => seen.push(`ran: ${what}`) });
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`stopped: ${event.blockedURI} of ${event.sourceFile}`),
    );
  });
  await page.goto('/labs');
  await page.getByRole('link', { name: 'A lab that means harm' }).click();
  const guide = page.locator('[data-guide]');
  await expect(guide.getByText('raw link')).toBeVisible();
  await expect(guide.getByText("<script>hit('script')</script>")).toBeVisible();
  await guide.getByText("<img src=x onerror=hit('summary')>").click();
  await guide.getByLabel('The end of the harm').check();
  await guide.getByRole('button', { name: 'Answer' }).click();
  await expect(guide.getByText("<img src=x onerror=hit('explanation')>")).toBeVisible();
  // A diagram is a picture: nothing in it can run or be followed.
  await expect(guide.locator('figure img')).toBeVisible();
  await page.waitForTimeout(500);

  expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual([]);
  expect(
    await guide
      .locator('script, iframe, form[action], style, svg[onload], [onerror], [onclick], a[href^="javascript"]')
      .count(),
  ).toBe(0);
  expect(requests.filter((url) => !url.startsWith(new URL(page.url()).origin) && !/^(data|blob):/.test(url))).toEqual(
    [],
  );
  await expect(page).toHaveTitle(/harm/i);
});
