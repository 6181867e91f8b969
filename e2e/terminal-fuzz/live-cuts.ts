// Cuts connections while a program draws: a browser that comes back, and one that is new, must see what a browser sees
// that was there all the time.
import { setTimeout as sleep } from 'node:timers/promises';

import { BrowserTerminal } from '../browser-terminal.ts';
import { HeadlessScreen } from '../headless-screen.ts';
import type { Random } from '../random.ts';
import type { TerminalAddress } from '../student.ts';
import { difference, dump } from './cuts.ts';
import { type Program, type Step, usualSize } from './programs.ts';

/** Longer than a frame is under way from the agent to one browser when another has it already. */
const quietMs = 120;
const patienceMs = 20_000;
/** Programs draw for about that long after a key. */
const drawingMs = 150;
const awayMs = 150;

export type LiveOutcome = { cuts: number; identical: number; resumed: number; differences: string[] };

type Browser = BrowserTerminal<HeadlessScreen>;

export async function cutLive(
  address: TerminalAddress,
  { start, steps, end }: Program,
  cuts: number,
  random: Random,
): Promise<LiveOutcome> {
  const stays = await open(address);
  const returns = await open(address);
  stays.type(`clear; ${start}`);
  await sleep(500);
  const outcome: LiveOutcome = { cuts, identical: 0, resumed: 0, differences: [] };
  for (let at = 0; at < cuts; at++) {
    const restores = returns.screen.restores;
    const fresh = await cutOnce(address, stays, returns, steps[at % steps.length] ?? '', random);
    if (returns.screen.restores === restores) outcome.resumed += 1;
    const differences = await compareQuiet(stays, { returns, fresh });
    if (differences.length === 0) outcome.identical += 1;
    outcome.differences.push(...differences.map((what) => `live cut ${at}, ${what}`));
    fresh.close();
    fresh.screen.dispose();
  }
  stays.type(end);
  await sleep(drawingMs);
  for (const browser of [stays, returns]) browser.close();
  return outcome;
}

/** Cut in one moment of the drawing, back in another, and the new one comes in a third. */
async function cutOnce(
  address: TerminalAddress,
  stays: Browser,
  returns: Browser,
  step: Step,
  random: Random,
): Promise<Browser> {
  if (typeof step === 'string') stays.type(step);
  else resize(stays, step);
  await sleep(random.between(0, drawingMs));
  returns.cut();
  await returns.becomes('reconnecting');
  const coming = sleep(random.between(0, awayMs)).then(() => open(address));
  await sleep(random.between(0, awayMs));
  returns.retryNow();
  await returns.becomes('live');
  return coming;
}

/** It typed last, so that its room is everybody's size. */
function resize(browser: Browser, size: HeadlessScreen['space']): void {
  browser.screen.space = size;
  browser.resize(size);
}

async function open(address: TerminalAddress): Promise<Browser> {
  const screen = new HeadlessScreen(usualSize);
  const browser = new BrowserTerminal(address, screen);
  screen.onData = (data) => browser.input(data);
  await browser.becomes('live');
  return browser;
}

/** What is different between screens that nothing has been sent to for a while, before and after they were read. */
async function compareQuiet(stays: Browser, others: Record<string, Browser>): Promise<string[]> {
  const all = [stays, ...Object.values(others)].map(({ screen }) => screen);
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    await sleep(quietMs / 4);
    if (all.some(({ changedAt }) => performance.now() - changedAt < quietMs)) continue;
    await Promise.all(all.map((screen) => screen.parsed()));
    const [expected = '', ...seen] = all.map(dump);
    const readAt = performance.now();
    await sleep(quietMs);
    if (all.some(({ changedAt }) => changedAt > readAt)) continue;
    return Object.keys(others).flatMap((name, at) => {
      const what = difference(expected, seen[at] ?? '');
      return what ? [`${name}: ${what}`] : [];
    });
  }
  return ['the program was never quiet'];
}
