// Numbered progress lines: what was done and how long it took.

export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Prints steps as they end; `firstNumber` goes on where an earlier process stopped counting.
 * @param {number} [firstNumber]
 */
export function createSteps(firstNumber = 1) {
  let number = firstNumber;
  return {
    get next() {
      return number;
    },
    /**
     * Runs one step. `work` returns what to add to the line, if anything.
     * @param {string} title
     * @param {() => unknown} work
     */
    async run(title, work) {
      const startedAt = performance.now();
      const note = await work();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const text = typeof note === 'string' ? `${title}: ${note}` : title;
      console.log(`${String(number).padStart(2)}  ${text.padEnd(64)} ${seconds.padStart(6)} s`);
      number += 1;
    },
  };
}
