// Clicks on a lab's commands: one after the other, and none twice.

/** The second click of a double click comes sooner. */
const restMs = 700;

export type RunQueue = {
  /** Undefined, and nothing done, where the same is on its way or was done a moment ago. `work` must not throw. */
  run<T>(key: string, work: () => Promise<T>): Promise<T | undefined>;
};

export function createRunQueue(nowMs: () => number): RunQueue {
  const busy = new Set<string>();
  const doneAtMs = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    async run(key, work) {
      const restsUntilMs = (doneAtMs.get(key) ?? Number.NEGATIVE_INFINITY) + restMs;
      if (busy.has(key) || nowMs() < restsUntilMs) return undefined;
      busy.add(key);
      const mine = last.then(work);
      last = mine;
      const outcome = await mine;
      busy.delete(key);
      doneAtMs.set(key, nowMs());
      return outcome;
    },
  };
}
