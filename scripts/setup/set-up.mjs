// What `npm start` and `npm test` have in common: from a bare machine to one where Marina's own Node can go on.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { hardChecks } from './checks.mjs';
import { installNpmPackages } from './npm-packages.mjs';
import { nodeBin } from './paths.mjs';
import { createSteps, SetupError } from './steps.mjs';
import { installPackages, missingPackages } from './system-packages.mjs';

const DEFAULT_HOME = '/var/lib/marina';

/**
 * @param {{ home: string, browser?: boolean }} options
 * @returns {Promise<{ steps: ReturnType<typeof createSteps>, environment: NodeJS.ProcessEnv }>} the environment has
 *   Marina's Node first in PATH
 */
export async function setUp({ home, browser }) {
  const steps = createSteps();
  const logDir = path.join(home, 'log');
  await steps.run('machine checked', () => {
    const missing = hardChecks({ home }).find(({ status }) => status === 'missing');
    if (missing) throw new SetupError(missing.remedy);
  });
  await steps.run('system packages installed', async () => {
    const missing = missingPackages({ browser });
    if (missing.length === 0) return 'all there';
    console.log(`    installing ${missing.join(', ')}`);
    await installPackages(missing, logDir);
    return `${missing.length} new`;
  });
  await steps.run('npm packages installed', async () => ((await installNpmPackages(logDir)) ? 'new' : 'up to date'));
  return { steps, environment: { ...process.env, PATH: `${nodeBin}:${process.env.PATH}` } };
}

/**
 * The home directory that the command line or the environment names.
 * @param {string[]} args
 */
export function homeFrom(args) {
  const { values } = parseArgs({ args, options: { home: { type: 'string' } }, strict: false });
  return typeof values.home === 'string' ? values.home : (process.env.MARINA_HOME ?? DEFAULT_HOME);
}
