// How long it takes until a lab's text is there: the manager reads its folder, and a browser shows a step of it. Of all
// labs that ship, the slowest counts.
import path from 'node:path';
import { loadCatalogue, loadLab } from '@marina/labs/load-catalogue';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { chromiumLaunch } from '../browser.ts';
import { withMarina } from '../marina-under-test.ts';
import { type Figure, median, type Outcome } from './figures.ts';

const directory = path.join(import.meta.dirname, '../../labs');
const targetMs = 50;
/** Of a new page: its code is compiled as it is first used. */
const warmUps = 2;

type Times = { slug: string; readMs: number; showMs: number; diagramMs: number | undefined };

export async function labsBench(runs: number): Promise<Outcome> {
  const startedAt = performance.now();
  const { labs: all } = await loadCatalogue(directory);
  const firstMs = performance.now() - startedAt;
  // The playground has nothing to read.
  const labs = all.filter(({ steps }) => steps.length > 0);
  return withMarina({ name: 'e2e-bench-labs', env: { MARINA_POOL: '0' } }, async ({ baseUrl }) => {
    const browser = await chromium.launch(chromiumLaunch);
    try {
      // One reader: new ones may come no faster than people do.
      const reader = await browser.newContext({ baseURL: baseUrl, locale: 'en' });
      const times: Times[] = [];
      for (const { slug } of labs)
        times.push({
          slug,
          readMs: await timeReading(slug, runs),
          ...(await timeShowing(reader, slug, runs)),
        });
      const note = `${labs.length} labs, all languages; the very first reading of them all takes ${firstMs.toFixed(0)} ms`;
      const drawn = times.flatMap(({ diagramMs }) => diagramMs ?? []);
      const diagrams = `diagrams not drawn ahead, as where a page opens at one, follow their text: the slowest of ${drawn.length} after ${Math.max(0, ...drawn).toFixed(0)} ms, Mermaid's code included`;
      return { figures: toFigures(times), notes: [note, diagrams, ''] };
    } finally {
      await browser.close();
    }
  });
}

async function timeReading(slug: string, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const startedAt = performance.now();
    await loadLab(path.join(directory, slug));
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

type Showing = Pick<Times, 'showMs' | 'diagramMs'>;

/**
 * The slowest of the lab's steps: from the click that asks for it until it is laid out, with its diagrams. Those are
 * drawn ahead while a student reads; how long the first of a page takes when it is not, is measured apart.
 */
async function timeShowing(reader: BrowserContext, slug: string, runs: number): Promise<Showing> {
  const page = await reader.newPage();
  try {
    await page.goto(`/labs/${slug}`);
    await page.locator('[data-guide] article').waitFor();
    const diagramMs = await timeFirstDiagram(page);
    const all: number[][] = [];
    for (let run = 0; run < warmUps + runs; run++) all.push(await timeSteps(page));
    const measured = all.slice(warmUps);
    const [first = []] = measured;
    const showMs = Math.max(0, ...first.map((_, step) => median(measured.map((times) => times[step] ?? 0))));
    return { showMs, diagramMs };
  } finally {
    await page.close();
  }
}

/** Of the page as it was opened; undefined when no diagram is there. */
async function timeFirstDiagram(page: Page): Promise<number | undefined> {
  if ((await page.locator('[data-diagram]').count()) === 0) return undefined;
  const startedAt = performance.now();
  await page.locator('[data-diagram] img').first().waitFor();
  return performance.now() - startedAt;
}

/** Goes to the last step, and back to the first. */
function timeSteps(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const times: number[] = [];
    const article = () => document.querySelector('[data-guide] article');
    const button = (isNext: boolean) => {
      const buttons = [...(article()?.querySelectorAll<HTMLButtonElement>('nav:last-of-type button') ?? [])];
      return buttons.find((one) => one.classList.contains('ml-auto') === isNext);
    };
    for (const isNext of [true, false])
      for (let asked = button(isNext); asked; asked = button(isNext)) {
        const before = article();
        // What the step before has left to do is not this one's: nobody reads so fast.
        await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1000 }));
        const startedAt = performance.now();
        asked.click();
        while (article() === before || article()?.querySelector('[data-diagram]:not(:has(img))'))
          await new Promise((resolve) => setTimeout(resolve));
        document.body.getBoundingClientRect();
        times.push(performance.now() - startedAt);
      }
    return times;
  });
}

function toFigures(times: Times[]): Figure[] {
  const slowest = (figure: string, of: (one: Times) => number): Figure => {
    const [first] = times.toSorted((a, b) => of(b) - of(a));
    if (!first) throw new Error('there are no labs');
    const value = of(first);
    return {
      figure: `${figure} (${first.slug})`,
      value,
      unit: 'ms',
      n: times.length,
      target: `< ${targetMs} ms`,
      ok: value < targetMs,
    };
  };
  return [
    slowest('read', ({ readMs }) => readMs),
    slowest('show-step', ({ showMs }) => showMs),
    slowest('read-and-show', ({ readMs, showMs }) => readMs + showMs),
  ];
}
