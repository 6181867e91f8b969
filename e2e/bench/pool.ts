// From the click on “open a playground” to a prompt that can be seen, in a real browser, with a session in the pool.
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumLaunch } from '../browser.ts';
import { listContainers, outerSocket } from '../machine/outer-docker.ts';
import { eventually } from '../machine/settle.ts';
import type { MarinaPlace } from '../marina-under-test.ts';

const run = promisify(execFile);
const warmUps = 1;
/** The manager hears of a ready Docker Engine every half second and looks at its pool every second. */
const poolRestMs = 2500;

export async function measurePool(place: MarinaPlace, runs: number): Promise<number[]> {
  const browser = await chromium.launch(chromiumLaunch);
  try {
    const all: number[] = [];
    while (all.length < runs + warmUps) {
      await poolIsFull(place);
      all.push(await clickToPrompt(browser, place));
    }
    return all.slice(warmUps);
  } finally {
    await browser.close();
  }
}

async function clickToPrompt(browser: Browser, { baseUrl }: MarinaPlace): Promise<number> {
  const context = await browser.newContext({ baseURL: baseUrl, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto('/', { waitUntil: 'networkidle' });
    // A reader's glance at the page: what it loads in idle time has come.
    await page.waitForTimeout(2000);
    await page.evaluate(watchForPrompt);
    const opened = page.waitForResponse((reply) => reply.request().method() === 'POST');
    await page.getByRole('button', { name: 'Open a playground' }).click();
    const { id, status } = (await (await opened).json()) as { id: string; status: string };
    if (status !== 'active') throw new Error(`the session was ${status}: it did not come from the pool`);
    const elapsed = await readElapsed(page);
    await page.request.delete(`/api/v1/sessions/${id}`);
    return elapsed;
  } finally {
    await context.close();
  }
}

async function readElapsed(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => Reflect.get(window, 'promptAfterMs') as number | undefined);
  return (await handle.jsonValue()) as number;
}

/** Runs in the page. The time is that of the frame after the one in which the prompt's text is on the screen. */
function watchForPrompt(): void {
  let clickedAt = 0;
  const look = () => {
    const text = document.querySelector('[data-testid=terminal] .xterm-rows')?.textContent ?? '';
    // Drawn with WebGL, the text is not in the document: a live terminal has parsed its screen.
    const isDrawn = document.querySelector('[data-testid=terminal][data-state=live] canvas') !== null;
    if (!/root@\w+:\S*#/.test(text) && !isDrawn) requestAnimationFrame(look);
    else requestAnimationFrame((at) => Reflect.set(window, 'promptAfterMs', at - clickedAt));
  };
  document.addEventListener(
    'click',
    (event) => {
      clickedAt = event.timeStamp;
      look();
    },
    { capture: true, once: true },
  );
}

/** One instance exists, and its Docker Engine answers. */
async function poolIsFull(place: MarinaPlace): Promise<void> {
  const isFull = async () => {
    const containers = await listContainers(place);
    const [only] = containers;
    if (containers.length !== 1 || !only) return false;
    await run('docker', ['-H', `unix://${outerSocket(place)}`, 'exec', only.id, 'docker', 'version']);
    return true;
  };
  await eventually('the pool is full', isFull, 60_000);
  await sleep(poolRestMs);
}
