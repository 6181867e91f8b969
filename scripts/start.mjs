// `npm start`: from a bare Debian or Ubuntu machine to a running Marina. Plain JavaScript without dependencies,
// because this runs on the machine's own Node before anything is installed.
import { homeFrom, setUp } from './setup/set-up.mjs';
import { startMarina } from './setup/start-marina.mjs';

const args = process.argv.slice(2);
try {
  const { steps, environment } = await setUp({ home: homeFrom(args) });
  process.exitCode = await startMarina(['up', '--first-step', String(steps.next), ...args], environment);
} catch (error) {
  console.error(`\n${/** @type {Error} */ (error).message}`);
  process.exitCode = 1;
}
