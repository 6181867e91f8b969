import type { ProcessorShare } from '@marina/engine/local/processor-share';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { beginningMs, ProcessorGuard } from './guard.ts';

// The clock that vitest turns is the global one.
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
}));

/** An instance that uses as much of a processor as it is told, and can be changed unless it refuses. */
type Fake = ProcessorShare & { processors: number; place: string; refuses: boolean; changes: number };

function fake(start: Partial<Fake> = {}): Fake {
  const startedAt = Date.now();
  const share: Fake = {
    processors: 0,
    place: 'everywhere',
    refuses: false,
    changes: 0,
    usedMs: () => (Date.now() - startedAt) * share.processors,
    isKept: async () => share.place !== 'everywhere',
    keepTo: (processors) => change(processors),
    free: () => change('everywhere'),
    ...start,
  };
  const change = async (place: string) => {
    share.changes += 1;
    if (share.refuses) throw new Error('EBUSY');
    share.place = place;
  };
  return share;
}

let guard: ProcessorGuard;
const shares = new Map<string, Fake>();
const watch = (name: string, share: Fake) => {
  shares.set(name, share);
  return guard.watch({ containerId: name, sessionId: `ses_${name}`, pid: 1 });
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  guard = new ProcessorGuard({ forLoad: '0', count: 1 }, async (_pid, containerId) => shares.get(containerId));
});
afterEach(async () => {
  const closing = guard.close();
  await pass(100);
  await closing;
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const refusing = async () => {
  const share = fake({ processors: 1, refuses: true });
  await watch('a', share);
  return share;
};
const logged = () => vi.mocked(process.stdout.write).mock.calls.filter(([line]) => `${line}`.includes('not changed'));

it('keeps one that burns until it has rested for a second', async () => {
  const share = fake({ processors: 1 });
  await watch('a', share);
  await pass(100);
  expect(share.place).toBe('0');
  share.processors = 0;
  await pass(900);
  expect(share.place).toBe('0');
  await pass(300);
  expect(share.place).toBe('everywhere');
});

it('lets one go that an agent before this one has kept', async () => {
  const share = fake({ place: '0' });
  await watch('a', share);
  await pass(1_200);
  expect(share.place).toBe('everywhere');
});

it('tries a change that failed half-way again at every look, and tells of it once', async () => {
  const share = await refusing();
  await pass(1_000);
  expect(share.changes).toBeGreaterThan(10);
  expect(logged()).toHaveLength(1);
  share.refuses = false;
  await pass(100);
  expect(share.place).toBe('0');
});

it('undoes a change that failed half-way when there is no reason for it any more', async () => {
  const share = await refusing();
  await pass(100);
  share.place = '0';
  share.processors = 0;
  await pass(1_200);
  share.refuses = false;
  await pass(100);
  expect(share.place).toBe('everywhere');
});

it('keeps as many sessions as there is room for, and all that begin beside', async () => {
  const [first, second] = [fake({ processors: 1 }), fake({ processors: 1 })];
  await watch('a', first);
  await watch('b', second);
  await pass(100);
  expect([first.place, second.place]).toEqual(['0', '0']);
  await pass(beginningMs);
  expect([first.place, second.place]).toEqual(['0', 'everywhere']);
  const third = fake({ processors: 1, place: '0' });
  await watch('c', third);
  await pass(1_000);
  expect([first.place, second.place, third.place]).toEqual(['0', 'everywhere', '0']);
  await pass(beginningMs);
  expect([first.place, second.place, third.place]).toEqual(['0', 'everywhere', 'everywhere']);
});

it('leaves the room to one that burns while another begins', async () => {
  const [first, second] = [fake(), fake({ processors: 1, place: '0' })];
  await watch('a', first);
  await pass(beginningMs);
  await watch('b', second);
  await pass(100);
  first.processors = 1;
  await pass(100);
  expect([first.place, second.place]).toEqual(['0', '0']);
});

it('gives all processors back when it is closed', async () => {
  const share = fake({ processors: 1 });
  await watch('a', share);
  await pass(100);
  const closing = guard.close();
  await pass(100);
  await closing;
  expect(share.place).toBe('everywhere');
});
