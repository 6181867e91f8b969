// Cuts a recording at random bytes: the screen that the agent would send there must be the screen that an uninterrupted
// terminal has, and must go on to become the same.
import { dumpTerminal } from '../../apps/worker/src/terminals/mirror/screen-dump.ts';
import { ScreenMirror } from '../../apps/worker/src/terminals/mirror/screen-mirror.ts';
import { HeadlessScreen } from '../headless-screen.ts';
import type { Random } from '../random.ts';
import { byteLength, cutAt, type Part, type Recording } from './recording.ts';

export type Difference = { offset: number; when: 'at once' | 'at the end'; what: string };

const nothing = () => undefined;
const colors = () => ({ foreground: 0, background: 0 });

export function chooseCuts(recording: Recording, count: number, random: Random): number[] {
  const last = byteLength(recording);
  return Array.from({ length: count }, () => random.between(0, last));
}

export async function findDifferences(recording: Recording, offsets: readonly number[]): Promise<Difference[]> {
  const whole = new HeadlessScreen(recording.size);
  await feed(whole, recording.parts);
  const end = dump(whole);
  whole.dispose();
  const found: Difference[] = [];
  for (const offset of offsets) found.push(...(await compareAt(recording, offset, end)));
  return found;
}

async function compareAt({ size, parts }: Recording, offset: number, end: string): Promise<Difference[]> {
  const [before, after] = cutAt(parts, offset);
  const uninterrupted = new HeadlessScreen(size);
  await feed(uninterrupted, before);
  const restored = await restore(size, before);
  const atOnce = difference(dump(uninterrupted), dump(restored));
  await feed(restored, after);
  const atEnd = difference(end, dump(restored));
  for (const screen of [uninterrupted, restored]) screen.dispose();
  const at = (when: Difference['when'], what: string | undefined) => (what ? [{ offset, when, what }] : []);
  return [...at('at once', atOnce), ...at('at the end', atEnd)];
}

/** As it goes on the way: what the agent's mirror has seen, in a browser that has seen nothing. */
async function restore(size: HeadlessScreen['space'], before: readonly Part[]): Promise<HeadlessScreen> {
  const mirror = new ScreenMirror({ ...size, onReply: nothing, colors, onTaken: nothing });
  for (const part of before) {
    mirror.tell(part);
  }
  const snapshot = await mirror.snapshot();
  mirror.dispose();
  const screen = new HeadlessScreen(size);
  await new Promise<void>((parsed) => screen.restore(snapshot, snapshot.data, parsed));
  return screen;
}

async function feed(screen: HeadlessScreen, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    if ('bytes' in part) screen.write(part.bytes);
    else screen.resize(part);
  }
  await screen.parsed();
}

export function dump({ terminal, title }: HeadlessScreen): string {
  return `title: ${title}\n${dumpTerminal(terminal)}`;
}

/** The first line that differs, of both. */
export function difference(expected: string, seen: string): string | undefined {
  if (expected === seen) return undefined;
  const [left, right] = [expected.split('\n'), seen.split('\n')];
  const at = Array.from({ length: Math.max(left.length, right.length) }, (_, line) => line);
  const first = at.find((line) => left[line] !== right[line]) ?? 0;
  return `line ${first}:\n  ${left[first]}\n  ${right[first]}`;
}
