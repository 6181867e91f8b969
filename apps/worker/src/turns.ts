// Lets few pieces of work run at a time; the others wait in the order in which they came.

export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns(atATime: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever waits the longest takes the place over; else it is free again.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
