// Several browsers on one terminal: a teacher beside a student, and the same student twice.
import type { Browser, Page } from '@playwright/test';
import { expect, StudentPage, test } from './student-page.ts';

const phoneSize = { width: 390, height: 844 };
const deskSize = { width: 1000, height: 500 };

test('two browsers show the same, and the one that typed last decides the size', async ({ student, page, browser }) => {
  await student.openPlayground();
  await student.run('printf "%*s\\n" $(tput cols) the-end');
  const other = await join(browser, page, phoneSize);
  await expect(other.screen).toContainText('the-end', { timeout: 30_000 });
  await expect(page.getByText('Open in another window of yours')).toBeVisible();
  await expect(other.page.getByText('Fitted to another window')).toBeVisible();
  await expect(page.getByText('Fitted to another window')).toHaveCount(0);
  await canReachTheEnd(other);

  await student.type('vim -c "set nu" /usr/lib/python3*/inspect.py');
  await expect(other.screen).toContainText(/1,1\s+Top/);
  await expect(student.terminal, 'a program that asks who has the focus hands nothing over').toHaveAttribute(
    'data-fit',
    'own',
  );
  await expect.poll(() => other.text()).toBe(await student.text());
  await other.page.screenshot({ path: test.info().outputPath('phone-looks-on.png') });

  await other.page.getByRole('button', { name: 'Fit to my window' }).click();
  await expect(other.terminal).toHaveAttribute('data-fit', 'own');
  await expect(student.terminal).toHaveAttribute('data-fit', 'other');
  await expect.poll(() => student.text()).toBe(await other.text());
  await page.screenshot({ path: test.info().outputPath('desk-looks-on.png') });

  await student.terminal.locator('textarea').focus();
  await page.keyboard.type(':q!\n');
  await expect(student.terminal).toHaveAttribute('data-fit', 'own');
  await student.run('echo back');
  await expect(other.screen).toContainText('back');
  await other.page.close();
  await expect(page.getByText('Open in another window of yours')).toHaveCount(0);
});

test('who only watches sees all, types nothing, and is told so', async ({ student, page, browser }) => {
  await student.openPlayground();
  const watcher = await join(browser, page, deskSize, watchOnly);
  await expect(watcher.page.getByText('You are watching: what you type is not sent.')).toBeVisible();
  await expect(watcher.page.getByRole('button', { name: 'Fit to my window' })).toHaveCount(0);
  await expect(page.getByText('Somebody watches')).toBeVisible();
  await watcher.type('echo from-the-watcher');
  await student.run('echo from-the-student');
  await expect(watcher.screen).toContainText('from-the-student');
  expect(await student.text()).not.toContain('from-the-watcher');
  await expect(student.terminal).toHaveAttribute('data-fit', 'own');
  await watcher.page.screenshot({ path: test.info().outputPath('watches.png') });
});

/** Another browser with the same cookies, on the same session. */
async function join(browser: Browser, page: Page, viewport: typeof phoneSize, before?: () => void) {
  const context = await browser.newContext({
    baseURL: new URL(page.url()).origin,
    storageState: await page.context().storageState(),
    viewport,
  });
  const joined = await context.newPage();
  if (before) await joined.addInitScript(before);
  await joined.goto(page.url());
  return new StudentPage(joined);
}

/** Nothing on the page asks for it yet: its sockets are opened as a watcher's would be. */
function watchOnly(): void {
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(/\/terminals\/\w+$/.test(String(url)) ? `${url}?watch` : url, protocols);
    }
  };
}

/** What does not fit is not cut off: the pane scrolls to it. */
async function canReachTheEnd({ terminal, screen }: StudentPage): Promise<void> {
  const widths = await terminal.evaluate((pane) => {
    pane.scrollLeft = pane.scrollWidth;
    return {
      pane: pane.clientWidth,
      scrolled: pane.scrollLeft,
      screen: pane.querySelector('.xterm-screen')?.clientWidth,
    };
  });
  expect(widths.scrolled + widths.pane).toBeGreaterThanOrEqual(widths.screen ?? Infinity);
  await expect(screen.getByText('the-end').first()).toBeInViewport();
}
