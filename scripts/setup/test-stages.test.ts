import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from './test-stages.mjs';

test("sums what vitest's report says", () => {
  const report = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(countVitest(report)).toEqual({ passed: 4, failed: 1, skipped: 3 });
});

test("sums what Playwright's report says", () => {
  const report = { stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 1 } };
  expect(countPlaywright(report)).toEqual({ passed: 4, failed: 2, skipped: 1 });
});
