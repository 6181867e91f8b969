export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs one piece of work after the other, in the order in which they were asked for. */
export function createTurnstile(): Turnstile {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
