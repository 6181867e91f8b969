// Chance that can be repeated: the same seed, the same numbers.

export type Random = {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
};

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { between: (from, to) => from + Math.floor(next() * (to - from + 1)) };
}

/** `text` is what the command line says; without it, another seed each time. */
export function chooseSeed(text: string | undefined): number {
  const seed = text === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(text);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`a seed is a whole number, not ${text}`);
  return seed;
}
