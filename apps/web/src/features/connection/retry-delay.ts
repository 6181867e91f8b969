// How long to wait before the next attempt: doubling from 250 ms to 10 s, with jitter so that browsers spread out.
const firstMs = 250;
const longestMs = 10_000;

/** `attempt` counts from 0; the result lies between half and the whole of the step. */
export function retryDelayMs(attempt: number, random: () => number = Math.random): number {
  const stepMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 16));
  return stepMs * (0.5 + random() / 2);
}
