// Sessions whose time runs out: on a Marina with short limits.
import { type Marina, startMarina } from '../marina-under-test.ts';
import { test as base, expect } from './student-page.ts';

const idleSeconds = 12;
const sessionSeconds = 24;

const test = base.extend<object, { hasty: Marina }>({
  hasty: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
    async ({}, provide) => {
      const env = {
        MARINA_IDLE_MINUTES: String(idleSeconds / 60),
        MARINA_SESSION_MINUTES: String(sessionSeconds / 60),
        MARINA_EXTENSIONS: '0',
      };
      const marina = await startMarina({ name: 'e2e-time', env });
      await provide(marina);
      await marina.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ hasty }, provide) => provide(hasty.baseUrl),
});

test('a session that nobody uses ends, and says why', async ({ student, page }) => {
  await student.openPlayground();
  await expect(page.getByText(/it ends in 1 minute/)).toBeVisible();
  await expect(page.getByText('Nobody had used it for a while.')).toBeVisible({ timeout: (idleSeconds + 10) * 1000 });
});

test('a session in use ends when its time is up, and says why', async ({ student, page }) => {
  await student.openPlayground();
  const ended = page.getByText('Its time was up.');
  const deadline = Date.now() + (sessionSeconds + 10) * 1000;
  await student.type('date');
  while (Date.now() < deadline && !(await ended.isVisible())) {
    // The keyboard goes to whatever has the focus: it does not wait for a terminal that is gone by now.
    await page.keyboard.type('date\n');
    await page.waitForTimeout(2000);
  }
  await expect(ended).toBeVisible();
});
