// What a student does on Marina's pages, and the fixtures of the journeys.
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { MarinaPlace } from '../marina-under-test.ts';

/** Docker's own work inside an instance, on a machine with two cores. */
const commandTimeoutMs = 45_000;

export class StudentPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** From the home page to a prompt, with terminal text in the document. */
  async openPlayground(): Promise<void> {
    await this.page.goto('/');
    await this.page.getByRole('button', { name: 'Open a playground' }).click();
    await this.keepTextInPage();
    await this.seesPrompt();
  }

  /** Loads the session's page again with the terminal's text in it; a reload never ends a shell. */
  async keepTextInPage(): Promise<void> {
    await this.page.waitForURL(/\/s\/ses_/);
    await this.page.goto(`${this.page.url()}?renderer=dom`);
  }

  get sessionId(): string {
    return /ses_\w+/.exec(this.page.url())?.[0] ?? '';
  }

  /** The terminal that is seen. */
  get terminal(): Locator {
    return this.page.locator('[data-testid=terminal]:visible');
  }

  get screen(): Locator {
    return this.terminal.locator('.xterm-rows');
  }

  async seesPrompt(): Promise<void> {
    await expect(this.screen).toContainText(/root@\w+:\S*#/, { timeout: commandTimeoutMs });
  }

  async dockerIsReady(): Promise<void> {
    await expect(this.page.locator('[data-testid=docker-status]:visible')).toHaveAttribute('data-ready', 'true', {
      timeout: commandTimeoutMs,
    });
  }

  async type(text: string): Promise<void> {
    await this.terminal.locator('textarea').focus();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
  }

  /** Runs the command on a cleared screen and returns that screen once the command has ended with `code`. */
  async run(command: string, code = 0): Promise<string> {
    const mark = Math.random().toString(36).slice(2, 8);
    // In two parts, so that the mark is found in what the command prints and not in what was typed.
    await this.type(`clear; ${command}; echo "ended:""${mark}:$?"`);
    await expect(this.screen).toContainText(new RegExp(`ended:${mark}:\\d+`), { timeout: commandTimeoutMs });
    const text = await this.text();
    expect(text, command).toContain(`ended:${mark}:${code}`);
    return text;
  }

  async text(): Promise<string> {
    return (await this.screen.locator('> div').allTextContents()).map((line) => line.trimEnd()).join('\n');
  }

  async endSession(): Promise<void> {
    await this.page.getByRole('button', { name: 'End session' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  }
}

type Fixtures = { place: MarinaPlace; student: StudentPage };

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  place: async ({}, provide) => provide(JSON.parse(process.env.MARINA_E2E_PLACE ?? '{}') as MarinaPlace),
  baseURL: async ({ place }, provide) => provide(place.baseUrl),
  /** Ends the sessions of this student afterwards, however the journey went. */
  student: async ({ page }, provide) => {
    await provide(new StudentPage(page));
    await endAll(page);
  },
});

export { expect };

async function endAll(page: Page): Promise<void> {
  const reply = await page.request.get('/api/v1/sessions');
  const { sessions } = (await reply.json()) as { sessions: { id: string }[] };
  for (const { id } of sessions) await page.request.delete(`/api/v1/sessions/${id}`);
}
