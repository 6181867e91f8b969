// What is measured with a viewer's shell. All of it leaves the shell at its prompt.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from './viewer.ts';

const keys = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter than a line: a wrapped one costs the shell more. */
const keysPerLine = 50;
const betweenKeysMs = 4;
const quietMs = 30;
const floodMs = 3000;
/** What xterm.js parses in a good browser. */
const browserBytesPerSecond = 20e6;
const interrupt = '\x03';
const eraseLine = '\x15';

export type Echoes = Map<Viewer, number[]>;

/**
 * Milliseconds from each key to its echo, per viewer. The viewers take turns key by key, so that what else the machine
 * does meets them all.
 */
export async function measureEchoes(viewers: readonly Viewer[], count: number): Promise<Echoes> {
  const echoes: Echoes = new Map(viewers.map((viewer) => [viewer, []]));
  for (let at = 0; at < count; at++) {
    if (at % keysPerLine === 0) await startLine(viewers);
    const key = keys[at % keys.length] ?? '';
    for (const [viewer, times] of echoes) {
      const typedAt = performance.now();
      times.push((await viewer.answer(key, key)) - typedAt);
      await sleep(betweenKeysMs);
    }
  }
  await startLine(viewers);
  return echoes;
}

/** The same into `cat`, where the kernel echoes. */
export async function measureCatEchoes(viewers: readonly Viewer[], count: number): Promise<Echoes> {
  for (const viewer of viewers) viewer.type('cat\n');
  await sleep(10 * quietMs);
  const echoes = await measureEchoes(viewers, count);
  for (const viewer of viewers) await viewer.run(interrupt);
  return echoes;
}

async function startLine(viewers: readonly Viewer[]): Promise<void> {
  for (const viewer of viewers) viewer.type(eraseLine);
  await sleep(quietMs);
}

/** Megabytes a second, as they are received, from the command to the next prompt. */
export async function measureThroughput(viewer: Viewer, command: string): Promise<number> {
  const before = viewer.parsedBytes;
  const startedAt = performance.now();
  const endedAt = await viewer.run(`${command}\n`);
  return (viewer.parsedBytes - before) / 1e6 / ((endedAt - startedAt) / 1000);
}

/** Milliseconds from Ctrl-C, in the midst of a flood, until the prompt that follows has been parsed. */
export async function measureCtrlC(viewer: Viewer): Promise<number> {
  return flooded(viewer, () => sleep(floodMs));
}

/** The echoes of a quiet shell while another one's client reads a flood. */
export async function measureEchoesBesideFlood(flooding: Viewer, quiet: Viewer, count: number): Promise<number[]> {
  let echoes: Echoes = new Map();
  await flooded(flooding, async () => {
    await sleep(10 * quietMs);
    echoes = await measureEchoes([quiet], count);
  });
  return echoes.get(quiet) ?? [];
}

async function flooded(viewer: Viewer, act: () => Promise<unknown>): Promise<number> {
  viewer.bytesPerSecond = browserBytesPerSecond;
  viewer.type('yes\n');
  await act();
  const typedAt = performance.now();
  const shownAt = await viewer.run(interrupt);
  viewer.bytesPerSecond = Number.POSITIVE_INFINITY;
  return shownAt - typedAt;
}
