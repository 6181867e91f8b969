// Goes on as Marina's command line, under Marina's own Node.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { node, repo } from './paths.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Signals reach it, and its exit code is returned.
 * @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>}
 */
export function startMarina(args, env) {
  return runForeground([node, path.join(repo, 'apps/cli/src/main.ts'), ...args], env);
}

/**
 * Runs a command on our terminal; should we be killed outright, it gets a SIGTERM and still stops in order.
 * @param {string[]} command @param {NodeJS.ProcessEnv} env @returns {Promise<number>}
 */
export function runForeground(command, env) {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...command], { cwd: repo, stdio: 'inherit', env });
  const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      for (const signal of SIGNALS) process.removeListener(signal, forward);
      resolve(code ?? 1);
    });
  });
}
