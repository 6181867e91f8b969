// Installs the npm packages of the lock file, when they are not what is installed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repo } from './paths.mjs';
import { run } from './run.mjs';
import { makeIfStale } from './stamp.mjs';

/** @param {string} logDir @returns {Promise<boolean>} whether they had to be installed */
export function installNpmPackages(logDir) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(repo, 'package-lock.json')))
    .digest('hex');
  // Under `npm start` this is the npm that runs us, wherever it is installed.
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  return makeIfStale(path.join(repo, 'node_modules/.marina-lock'), lock, () =>
    run([...npm, 'ci', '--no-audit', '--no-fund'], {
      cwd: repo,
      log: path.join(logDir, 'npm.log'),
      what: 'Installing the npm packages',
    }),
  );
}
