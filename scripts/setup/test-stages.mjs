// The stages of `npm test`, and how the counts of the runners among them are read.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { node, repo } from './paths.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} Stage
 * @property {string} name
 * @property {(report: string) => string[][]} commands run in order; `report` is where a runner leaves its results
 * @property {(report: string) => Record<string, string>} [environment]
 * @property {(report: unknown) => Counts} [count]
 * @property {boolean} [ownNetwork] it runs a Docker Engine, in a network namespace of its own
 * @property {boolean} [needsBuild] it runs Marina itself: web app, images, system users
 */

const bin = (/** @type {string} */ file) => [node, path.join(repo, 'node_modules', file)];

/** @type {Stage[]} */
export const stages = [
  { name: 'lint', commands: () => [[...bin('@biomejs/biome/bin/biome'), 'ci', '.']] },
  {
    name: 'types',
    commands: () =>
      ['tsconfig.json', 'tsconfig.e2e.json', 'apps/web'].map((project) => [
        ...bin('typescript/bin/tsc'),
        '-p',
        project,
        // Errors that a change has mended would come back from a stored state.
        '--incremental',
        'false',
      ]),
  },
  { name: 'knip', commands: () => [[...bin('knip/bin/knip.js'), '--no-progress']] },
  vitest('unit'),
  vitest('pg'),
  vitest('docker'),
  {
    name: 'e2e',
    commands: () => [
      [...bin('@playwright/test/cli.js'), 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'],
    ],
    environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    count: countPlaywright,
    needsBuild: true,
  },
  {
    name: 'labs',
    // A lab of the suite's own with what is hard to type; `npm run test:labs` does all that ship.
    commands: () => [[node, 'e2e/labs/main.ts', 'e2e/labs/sample', '--quick']],
    needsBuild: true,
  },
];

/** @param {string} project @returns {Stage} */
function vitest(project) {
  return {
    name: project,
    commands: (report) => [
      [
        ...bin('vitest/vitest.mjs'),
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
    ],
    count: countVitest,
    ownNetwork: project === 'docker',
    needsBuild: project === 'docker',
  };
}

/** @param {string} file @param {Stage} stage @returns {Counts} zeros when the runner left no report */
export function readCounts(file, { count }) {
  if (!count) return { passed: 0, failed: 0, skipped: 0 };
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** @param {any} report @returns {Counts} */
export function countVitest({ numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** @param {any} report @returns {Counts} a flaky test passed in the end */
export function countPlaywright({ stats: { expected = 0, flaky = 0, unexpected = 0, skipped = 0 } }) {
  return { passed: expected + flaky, failed: unexpected, skipped };
}
