// The oldest Docker Engine and runc that have no known way out of a container with a user namespace of its own.
import { execFileSync } from 'node:child_process';
import { limit } from './check.mjs';

/** Sources: the security advisories of moby and opencontainers/runc, as of October 2026. One floor for each line. */
export const floors = {
  dockerd: ['29.5.1'],
  runc: ['1.3.6', '1.4.3', '1.5.0'],
};

/** @returns {import('./check.mjs').Check[]} */
export function engineVersionChecks() {
  return Object.entries(floors).map(([program, floor]) => {
    const version = versionOf(program);
    return limit(
      `${program} version`,
      version !== undefined && isAtLeast(version, floor),
      version ?? 'unknown',
      `Older than ${floor.join(' or ')}: known defects may be open. Use it only as your distribution's patched build, and keep it up to date.`,
    );
  });
}

/**
 * Whether a version has all that the floors bring: the floor of its own line, or a line after the last one.
 * @param {string} version @param {string[]} floor
 */
export function isAtLeast(version, floor) {
  const line = (/** @type {string} */ text) => numbers(text).slice(0, 2).join('.');
  const own = floor.find((entry) => line(entry) === line(version));
  const least = own ?? floor.at(-1) ?? '0';
  return compare(numbers(version), numbers(least)) >= 0;
}

/** @param {string} program @returns {string | undefined} */
function versionOf(program) {
  try {
    const output = execFileSync(program, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /version v?(\d+\.\d+\.\d+)/.exec(output)?.[1];
  } catch {
    return undefined;
  }
}

/** @param {string} version */
const numbers = (version) => version.split('.').map(Number);

/** @param {number[]} a @param {number[]} b */
function compare(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
