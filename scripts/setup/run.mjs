// Runs a command quietly; what it printed is kept for the sentence that says why it failed.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './steps.mjs';

/**
 * @param {string[]} command
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, log: string, what: string, signal?: AbortSignal, show?: boolean }} options
 *   `log` gets all output, `what` begins the sentence of a failure, `show` also prints the output, indented
 * @returns {Promise<void>}
 */
export function run([file = '', ...args], { cwd, env, log, what, signal, show }) {
  mkdirSync(path.dirname(log), { recursive: true });
  writeFileSync(log, '');
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let reason = '';
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      appendFileSync(log, chunk);
      const text = chunk.toString().trimEnd();
      reason = text.split('\n').findLast((line) => /error|fail|missing|⨯/i.test(line)) ?? reason;
      if (show) console.log(text.replace(/^/gm, '      '));
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new SetupError(`${what} failed (${reason.trim() || `exit code ${code}`}): see ${log}.`));
    });
  });
}
