// `npm run bench -- NAME [--json]`: measures, prints a table, and fails when a target is missed.
import { parseArgs } from 'node:util';
import { type Bench, printFigures } from './figures.ts';
import { startBench } from './start.ts';

const benches: Record<string, Bench> = { start: startBench };

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '10' } },
  });
  const [name = ''] = positionals;
  const bench = benches[name];
  if (!bench) {
    console.error(`There is no bench "${name}": choose of ${Object.keys(benches).join(', ')}.`);
    return 2;
  }
  const figures = await bench(Number(values.runs));
  printFigures(name, figures, values.json);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}
