// `npm run doctor`: works before anything is installed; `marina doctor` prints the same.
import { parseArgs } from 'node:util';
import { runChecks } from './setup/checks.mjs';
import { printChecks } from './setup/print-checks.mjs';
import { homeFrom } from './setup/set-up.mjs';

const { values } = parseArgs({
  strict: false,
  options: { home: { type: 'string' }, host: { type: 'string' }, port: { type: 'string' } },
});
const host = String(values.host ?? process.env.MARINA_HOST ?? '127.0.0.1');
const port = Number(values.port ?? process.env.MARINA_PORT ?? 8420);
process.exitCode = printChecks(await runChecks({ host, port, home: homeFrom(process.argv.slice(2)) })) ? 0 : 1;
