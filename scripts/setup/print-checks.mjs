// The doctor's table.

const WORDS = { ok: 'ok', limit: 'limit', missing: 'MISSING' };

/**
 * Prints one line per check, with what to do below those that are not ok.
 * @param {import('./check.mjs').Check[]} checks
 * @returns {boolean} whether Marina can run
 */
export function printChecks(checks) {
  const width = Math.max(...checks.map(({ name }) => name.length));
  for (const { name, status, found, remedy } of checks) {
    console.log(`${name.padEnd(width)}  ${WORDS[status].padEnd(7)}  ${found}`);
    if (remedy) console.log(`${''.padEnd(width)}           ${remedy}`);
  }
  const missing = checks.filter(({ status }) => status === 'missing').length;
  const limits = checks.filter(({ status }) => status === 'limit').length;
  console.log(
    `\n${missing === 0 ? 'Marina can run here' : 'Marina can not run here'}: ${missing} missing, ${limits} limits.`,
  );
  return missing === 0;
}
