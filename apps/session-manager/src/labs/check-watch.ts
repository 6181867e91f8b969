// The watch over one session's checks, for as long as somebody listens.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from '@marina/labs/checks/finding';
import type { CheckState } from '@marina/protocol/lab-progress';
import type { ProgressRecord } from './progress-store.ts';
import { createWatchPace } from './watch-pace.ts';

/** What looks at a session remember for the next one. */
export type Memory = {
  /** What was seen last, by task. */
  seen: Map<string, { checkedAt: Date; verdicts: Verdict[] }>;
  /** As it was when the last look ended. */
  progress?: ProgressRecord;
};

export type CheckWatch = {
  readonly memory: Memory;
  /** Tells the listener the last state at once, if there is one. The result stops it. */
  listen(listener: (state: CheckState) => void): () => void;
  /** A state that came about otherwise. */
  tell(state: CheckState): void;
  used(): void;
  close(): Promise<void>;
};

/** How often a watch wakes to see whether a look is due: a use makes it due sooner. */
const wakeMs = 500;

export function watchChecks(options: {
  /** Undefined when there is nothing to see. */
  look: (memory: Memory) => Promise<CheckState | undefined>;
  /** Nobody listens any more. */
  onIdle: () => void;
  onError: (error: unknown) => void;
}): CheckWatch {
  const memory: Memory = { seen: new Map() };
  const pace = createWatchPace();
  const listeners = new Set<(state: CheckState) => void>();
  const stopping = new AbortController();
  let last: CheckState | undefined;

  function tell(state: CheckState): boolean {
    const isNews = last === undefined || print(last) !== print(state);
    last = state;
    if (isNews) for (const listener of listeners) listener(state);
    return isNews;
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (pace.untilNextMs() === 0) {
        const state = await options.look(memory).catch((error: unknown) => void options.onError(error));
        pace.looked(state !== undefined && !stopping.signal.aborted && tell(state));
      }
      await sleep(Math.min(wakeMs, pace.untilNextMs()), undefined, stopping).catch(() => undefined);
    }
  }

  const following = follow();
  return {
    memory,
    listen: (listener) => {
      listeners.add(listener);
      if (last) listener(last);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stopping.abort();
        options.onIdle();
      };
    },
    tell: (state) => void tell(state),
    used: pace.used,
    close: async () => {
      stopping.abort();
      await following;
    },
  };
}

/** All but the time of looking. */
function print({ tasks }: CheckState): string {
  return JSON.stringify(Object.entries(tasks).map(([id, { doneAt, verdicts }]) => [id, doneAt, verdicts]));
}
