// How often a session that somebody has open is looked at: soon after each use of it, and less and less while nothing
// happens.

const shortestMs = 3_000;
const longestMs = 10_000;
const growth = 1.5;

export type WatchPace = {
  /** The student did something: the next look comes soon. */
  used(): void;
  /** A look has ended; `changed` when it saw something new. */
  looked(changed: boolean): void;
  /** How long to wait from now on until the next look, ms. */
  untilNextMs(): number;
};

export function createWatchPace(now: () => number = Date.now): WatchPace {
  let waitMs = shortestMs;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    used: () => {
      waitMs = shortestMs;
    },
    looked: (changed) => {
      lookedAt = now();
      waitMs = changed ? shortestMs : Math.min(waitMs * growth, longestMs);
    },
    untilNextMs: () => Math.max(0, lookedAt + waitMs - now()),
  };
}
