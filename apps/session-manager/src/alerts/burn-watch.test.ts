import { expect, it } from 'vitest';
import { createBurnWatch } from './burn-watch.ts';

const windowMs = 4 * 60_000;
const stepMs = 15_000;

/** Feeds what each step used, in processors, and gives the steps at which the session was told of. */
function toldAt(steps: readonly number[], cpus = 1): number[] {
  const watch = createBurnWatch(windowMs);
  let usedMs = 0;
  const told: number[] = [];
  for (const [step, processors] of [0, ...steps].entries()) {
    usedMs += processors * stepMs;
    if (watch.note('ses_x', { usedMs, cpus, atMs: step * stepMs }) !== undefined) told.push(step);
  }
  return told;
}

const repeat = (processors: number, steps: number) => Array.from({ length: steps }, () => processors);

it('tells of a session that burns for the whole window, once', () => {
  expect(toldAt(repeat(1, 60))).toEqual([16]);
});

it('tells of one that gets a quarter of what it may use', () => {
  expect(toldAt(repeat(0.25, 20))).toEqual([16]);
  expect(toldAt(repeat(0.4, 20), 2)).toEqual([]);
});

it('says nothing of a build that takes a minute, again and again', () => {
  const build = [...repeat(1, 3), ...repeat(0.02, 13)];
  expect(toldAt([...build, ...build, ...build])).toEqual([]);
});

it('tells again of one that has rested', () => {
  expect(toldAt([...repeat(1, 20), ...repeat(0, 20), ...repeat(1, 20)])).toEqual([16, 44]);
});

it('gives the processors that it used', () => {
  const watch = createBurnWatch(windowMs);
  watch.note('ses_x', { usedMs: 5_000, cpus: 1, atMs: 0 });
  expect(watch.note('ses_x', { usedMs: 5_000 + 3 * windowMs, cpus: 1, atMs: windowMs })).toBe(3);
});

it('a session that it was told to forget begins anew', () => {
  const watch = createBurnWatch(windowMs);
  watch.note('ses_x', { usedMs: 0, cpus: 1, atMs: 0 });
  watch.keep(new Set());
  expect(watch.note('ses_x', { usedMs: windowMs, cpus: 1, atMs: windowMs })).toBeUndefined();
});
