// Runs many checks at once: one batch of requests for all of them at a time, each request once.
import type { Verdict } from './finding.ts';
import { type Asking, type CheckAnswer, type CheckRequest, requestKey } from './requests.ts';

/** Answers in the order of the requests. It must not throw: what can't be had is an answer of type `none`. */
export type Fetch = (requests: readonly CheckRequest[]) => Promise<readonly CheckAnswer[]>;

/**
 * Drives evaluations to their end, side by side. A request that several of them have, in this batch or an earlier one,
 * is fetched once, so that they all see the same moment.
 */
export async function runChecks(evaluations: readonly Asking<Verdict>[], fetch: Fetch): Promise<Verdict[]> {
  const known = new Map<string, CheckAnswer>();
  let steps = evaluations.map((evaluation) => evaluation.next([]));
  for (;;) {
    const wanted = new Map<string, CheckRequest>();
    for (const step of steps) {
      if (step.done) continue;
      for (const request of step.value) if (!known.has(requestKey(request))) wanted.set(requestKey(request), request);
    }
    if (steps.every((step) => step.done)) return steps.map((step) => (step.done ? step.value : failedToEnd()));
    const answers = wanted.size === 0 ? [] : await fetch([...wanted.values()]);
    [...wanted.keys()].forEach((key, index) => void known.set(key, answers[index] ?? silence));
    steps = steps.map((step, index) =>
      step.done
        ? step
        : (evaluations[index]?.next(step.value.map((request) => known.get(requestKey(request)) ?? silence)) ?? step),
    );
  }
}

const silence: CheckAnswer = { type: 'none', reason: 'unreachable' };

function failedToEnd(): never {
  throw new Error('an evaluation has not ended');
}
