// `npm run bench -- NAME [--json] [--runs N]`: measures, prints a table, and fails when a target is missed.
import { parseArgs } from 'node:util';
import { checksBench } from './checks.ts';
import { type Bench, printFigures } from './figures.ts';
import { labsBench } from './labs.ts';
import { startBench } from './start.ts';
import { terminalBench } from './terminal.ts';

const benches: Record<string, { bench: Bench; defaultRuns: number }> = {
  start: { bench: startBench, defaultRuns: 10 },
  terminal: { bench: terminalBench, defaultRuns: 5 },
  checks: { bench: checksBench, defaultRuns: 5 },
  labs: { bench: labsBench, defaultRuns: 5 },
};

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, runs: { type: 'string' } },
  });
  const [name = ''] = positionals;
  const chosen = benches[name];
  const runs = Number(values.runs ?? chosen?.defaultRuns);
  if (!chosen || !Number.isInteger(runs) || runs < 1) {
    console.error(`npm run bench -- ${Object.keys(benches).join('|')} [--json] [--runs N]`);
    return 2;
  }
  const outcome = await chosen.bench(runs);
  printFigures(name, outcome, values.json);
  return outcome.figures.every(({ ok }) => ok) ? 0 : 1;
}
