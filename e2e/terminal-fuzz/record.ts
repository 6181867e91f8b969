// Runs a program in an instance as a student would, and takes down what it writes.
import { setTimeout as sleep } from 'node:timers/promises';
import { BrowserTerminal } from '../browser-terminal.ts';
import type { TerminalAddress } from '../student.ts';
import { type Program, type Step, usualSize } from './programs.ts';
import { Recorder, type Recording } from './recording.ts';

/** Nothing was written for that long: the program has drawn what it was going to. */
const quietMs = 120;
/** Some programs never stop drawing. */
const patienceMs = 1200;

export async function record(address: TerminalAddress, { start, steps, end }: Program): Promise<Recording> {
  const recorder = new Recorder(usualSize);
  const browser = new BrowserTerminal(address, recorder);
  await browser.becomes('live');
  const all: Step[] = ['clear\r', start, ...steps, end, 'echo over\r'];
  for (const step of all) {
    take(browser, step);
    await quiet(recorder);
  }
  browser.close();
  return recorder.recording;
}

/** Whoever typed last decides the size: so a step that is a size counts. */
export function take(browser: Pick<BrowserTerminal<Recorder>, 'type' | 'resize'>, step: Step): void {
  if (typeof step === 'string') browser.type(step);
  else browser.resize(step);
}

async function quiet(recorder: Recorder): Promise<void> {
  const startedAt = performance.now();
  await sleep(quietMs);
  const isQuiet = () => performance.now() - recorder.changedAt > quietMs;
  while (!isQuiet() && performance.now() - startedAt < patienceMs) await sleep(20);
}
