// Programs ask the terminal who and where it is: exactly one answer must come, however many browsers look on.
import { setTimeout as sleep } from 'node:timers/promises';
import { BrowserTerminal } from '../browser-terminal.ts';
import { HeadlessScreen } from '../headless-screen.ts';
import { eventually } from '../machine/settle.ts';
import type { Playground } from '../playground.ts';
import { Shell } from '../shell.ts';
import { usualSize } from './programs.ts';
import { askFile, makeAsk, type QueryName, queries } from './query-program.ts';

const viewerCounts = [0, 1, 2, 3];
/** Time for everybody to leave before the program asks. */
const leaveMs = 1500;

export type Answers = { query: QueryName; viewers: number; count: number; answer: string }[];

export async function countAnswers(playground: Playground): Promise<Answers> {
  const all: Answers = [];
  for (const viewers of viewerCounts) all.push(...(await askBeside(playground, viewers)));
  return all;
}

/** The program runs in a terminal that so many browsers are on; what it was told is read in another one. */
async function askBeside(playground: Playground, viewers: number): Promise<Answers> {
  const asking = await Shell.open(playground);
  const reading = await Shell.open(playground);
  await reading.run(`rm -f ${askFile}; ${makeAsk}`);
  asking.type(`sleep ${leaveMs / 1000}; python3 /tmp/ask.py\n`);
  await sleep(leaveMs / 5);
  asking.close();
  const watching = Array.from({ length: viewers }, () => watch(asking));
  await Promise.all(watching.map((browser) => browser.becomes('live')));
  await eventually('the program has asked', async () => (await reading.run(`test -s ${askFile}`)) === 0, 30_000);
  const told = await reading.read(`cat ${askFile}`);
  for (const browser of watching) browser.close();
  reading.close();
  return queries.map((query, at) => {
    const [count = '0', answer = ''] = (told.split('|')[at] ?? '').trim().split(' ');
    return { query: query.name, viewers, count: Number(count), answer };
  });
}

/** As a browser does, it sends what its own terminal says; that must be nothing. */
function watch({ address }: Shell): BrowserTerminal<HeadlessScreen> {
  const screen = new HeadlessScreen(usualSize);
  const browser = new BrowserTerminal(address, screen);
  screen.onData = (data) => browser.input(data);
  return browser;
}
