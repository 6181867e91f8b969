import { beforeEach, expect, it, vi } from 'vitest';
import { OutputPace, WorkerPace } from './output-pace.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

const chunkBytes = 64 * 1024;

/** Megabytes that a program writes in a second whose terminal takes at most 100 MB/s. */
function flood(pace: OutputPace, isWatched: boolean, beside: () => void = () => undefined): number {
  let bytes = 0;
  for (let ms = 0; ms < 1_000; ms++) {
    if (!pace.isResting && ms % 2 === 0) {
      for (let at = 0; at < 3; at++) pace.produced(chunkBytes, isWatched);
      bytes += 3 * chunkBytes;
    }
    beside();
    vi.advanceTimersByTime(1);
  }
  return bytes / 1e6;
}

const newPace = (worker: WorkerPace) => new OutputPace(worker, () => undefined);

it('a flood that somebody watches alone runs as fast as it can', () => {
  expect(flood(newPace(new WorkerPace()), true)).toBeGreaterThan(95);
});

it('a flood that nobody watches is held to a rate', () => {
  expect(flood(newPace(new WorkerPace()), false)).toBeLessThan(9);
});

it('typing in its own terminal does not hold a flood up', () => {
  const pace = newPace(new WorkerPace());
  expect(flood(pace, true, () => pace.typed())).toBeGreaterThan(95);
});

it('floods share what is left while somebody types in another terminal', () => {
  const worker = new WorkerPace();
  const typist = newPace(worker);
  const [first, second] = [newPace(worker), newPace(worker)];
  let beside = 0;
  const both = flood(first, true, () => {
    typist.typed();
    if (second.isResting) return;
    second.produced(chunkBytes, true);
    beside += chunkBytes;
  });
  expect(both + beside / 1e6).toBeLessThan(6);
  expect(both).toBeGreaterThan(1);
});

it('after its first burst a flood goes on in small steps, so that echoes get their turns between them', () => {
  const worker = new WorkerPace();
  const typist = newPace(worker);
  const pace = newPace(worker);
  const steps: number[] = [];
  for (let ms = 0; ms < 2_000; ms++) {
    typist.typed();
    let bytes = 0;
    for (; !pace.isResting && bytes < 2 ** 20; bytes += 4096) pace.produced(4096, true);
    if (bytes > 0) steps.push(bytes);
    vi.advanceTimersByTime(1);
  }
  expect(steps[0]).toBe(64 * 1024);
  expect(Math.max(...steps.slice(1))).toBeLessThan(64 * 1024);
});

it('a program that writes moderately is never held up', () => {
  const worker = new WorkerPace();
  const typist = newPace(worker);
  const pace = newPace(worker);
  for (let ms = 0; ms < 5_000; ms += 10) {
    typist.typed();
    pace.produced(4_000, true);
    expect(pace.isResting).toBe(false);
    vi.advanceTimersByTime(10);
  }
});
