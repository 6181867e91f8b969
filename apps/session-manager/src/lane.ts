/** Bounds how much is under way at once; a lane of width 1 does one thing after the other. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>;

/** Work waits, in the order of asking, while `width` others are under way. */
export function createLane(width: number): Lane {
  const waiting: (() => void)[] = [];
  let free = width;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place goes to the next in line without having been free in between.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
