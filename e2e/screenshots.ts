// `npm run screenshots`: the pictures of the README and of the documentation, from a real run.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test';
import { chromiumLaunch, phone } from './browser.ts';
import { withMarina } from './marina-under-test.ts';

const directory = path.join(import.meta.dirname, '../docs/images');
const desktop = { viewport: { width: 1440, height: 900 } };

await mkdir(directory, { recursive: true });
await withMarina({ name: 'e2e-pictures', mayReuse: true }, async ({ baseUrl }) => {
  const browser = await chromium.launch(chromiumLaunch);
  await takeAll(browser, { baseURL: baseUrl, locale: 'en-US', reducedMotion: 'reduce' }).finally(() => browser.close());
});

async function takeAll(browser: Browser, common: BrowserContextOptions): Promise<void> {
  await takeHome(browser, { ...common, ...desktop }, 'home');
  await takeHome(browser, { ...common, ...phone }, 'home-phone');
  await takeSession(browser, { ...common, ...desktop, colorScheme: 'dark' }, 'session');
  await takeSession(browser, { ...common, ...desktop }, 'session-light');
  await takeSession(browser, { ...common, ...phone, colorScheme: 'dark' }, 'session-phone');
}

async function takeHome(browser: Browser, options: BrowserContextOptions, name: string): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file(name) });
  await context.close();
}

/** A session as a student has it after a few minutes: a second instance, a web server, and its badge. */
async function takeSession(browser: Browser, options: BrowserContextOptions, name: string): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Open a playground' }).click();
  await page.waitForURL(/\/s\/ses_/);
  const address = page.url();
  await page.goto(`${address}?renderer=dom`);
  const screen = page.locator('[data-testid=terminal]:visible .xterm-rows');
  await page.locator('[data-testid=docker-status][data-ready=true]').waitFor({ timeout: 45_000 });
  const commands = ['docker run -d -p 8080:80 --name web nginx', 'docker ps', 'curl -sI localhost:8080 | head -3'];
  // Each with the prompt after it: what is typed earlier is shown twice.
  const answers = [/[0-9a-f]{64}\s*root@\S+#\s*$/, /80\/tcp.*root@\S+#\s*$/s, /HTTP\/1.1 200.*root@\S+#\s*$/s];
  for (const [at, command] of commands.entries()) {
    await page.locator('[data-testid=terminal]:visible textarea').focus();
    await page.keyboard.insertText(command);
    await page.keyboard.press('Enter');
    await screen.filter({ hasText: answers[at] }).waitFor({ timeout: 45_000 });
  }
  await page.getByRole('link', { name: /8080/ }).waitFor();
  await page.getByRole('button', { name: 'Add instance' }).click();
  await page.getByRole('tab', { name: 'node2' }).waitFor();
  await page.getByRole('tab', { name: 'node1' }).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: file(name), animations: 'disabled' });
  await page.request.delete(`/api/v1/sessions/${/ses_\w+/.exec(address)?.[0]}`);
  await context.close();
}

function file(name: string): string {
  return path.join(directory, `${name}.png`);
}
