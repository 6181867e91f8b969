// `npm test`: the set-up of `npm start`, then every check and test, up to the first failure.
// `npm test -- unit docker` runs only the named stages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateClient } from './setup/generate-client.mjs';
import { homeFrom, setUp } from './setup/set-up.mjs';
import { runForeground, startMarina } from './setup/start-marina.mjs';
import { inTestNetns } from './setup/test-netns.mjs';
import { readCounts, stages } from './setup/test-stages.mjs';

/** @typedef {{ name: string, ok: boolean, seconds: number, counts: import('./setup/test-stages.mjs').Counts }} Result */

const reports = mkdtempSync(path.join(tmpdir(), 'marina-test-'));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`\n${/** @type {Error} */ (error).message}`);
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}

/** @param {string[]} wanted @returns {Promise<number>} */
async function main(wanted) {
  const unknown = wanted.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown)
    throw new Error(`There is no stage "${unknown}": choose of ${stages.map(({ name }) => name).join(', ')}.`);
  const chosen = stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const home = homeFrom([]);
  const { steps, environment } = await setUp({ home, browser: chosen.some(({ name }) => name === 'e2e') });
  await steps.run('database client generated', async () => void (await generateClient(path.join(home, 'log'))));
  // Suites with real instances take their images from here, so that they are built once per machine.
  const imageStore = process.env.MARINA_IMAGE_STORE ?? path.join(home, 'images');
  const shared = {
    ...environment,
    MARINA_IMAGE_STORE: imageStore,
    MARINA_REGISTRY_DIR: path.join(imageStore, 'registry'),
  };
  /** @type {boolean | undefined} */
  let built;
  /** @type {Result[]} */
  const results = [];
  for (const stage of chosen) {
    if (stage.needsBuild) built ??= (await startMarina(['prepare', '--first-step', String(steps.next)], shared)) === 0;
    const result = built === false ? notRun(stage) : await runStage(stage, shared);
    results.push(result);
    if (!result.ok) break;
  }
  return summarise(results);
}

/** @param {import('./setup/test-stages.mjs').Stage} stage @param {NodeJS.ProcessEnv} shared @returns {Promise<Result>} */
async function runStage(stage, shared) {
  console.log(`\n── ${stage.name}`);
  const startedAt = performance.now();
  const report = path.join(reports, `${stage.name}.json`);
  const environment = { ...shared, ...stage.environment?.(report) };
  const runAll = async (/** @type {(command: string[]) => string[]} */ enter = (command) => command) => {
    for (const command of stage.commands(report)) {
      if ((await runForeground(enter(command), environment)) !== 0) return false;
    }
    return true;
  };
  const ok = stage.ownNetwork ? await inTestNetns(runAll) : await runAll();
  const seconds = (performance.now() - startedAt) / 1000;
  return { name: stage.name, ok, seconds, counts: readCounts(report, stage) };
}

/** @param {import('./setup/test-stages.mjs').Stage} stage @returns {Result} */
function notRun({ name }) {
  return { name, ok: false, seconds: 0, counts: { passed: 0, failed: 0, skipped: 0 } };
}

/** @param {Result[]} results @returns {number} the exit code */
function summarise(results) {
  console.log('\nstage     result    seconds   passed   failed  skipped');
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, ok, seconds, counts } of results) {
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += counts[key];
    const numbers = [counts.passed, counts.failed, counts.skipped].map((number) => String(number).padStart(9)).join('');
    console.log(`${name.padEnd(10)}${(ok ? 'ok' : 'FAILED').padEnd(8)}${seconds.toFixed(1).padStart(9)}${numbers}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return results.every(({ ok }) => ok) ? 0 : 1;
}
