// `npm run load -- terminals [--count N] [--seconds S] [--json]`: many at once; fails when a target is missed.
import { parseArgs } from 'node:util';
import { printFigures } from '../bench/figures.ts';
import { loadTerminals } from './terminals.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
    },
  });
  const [name] = positionals;
  const [count, seconds] = [Number(values.count), Number(values.seconds)];
  if (name !== 'terminals' || !(Number.isInteger(count) && count > 0 && seconds > 0)) {
    console.error('npm run load -- terminals [--count N] [--seconds S] [--json]');
    return 2;
  }
  const outcome = await loadTerminals(count, seconds);
  printFigures(`load-${name}`, outcome, values.json);
  return outcome.figures.every(({ ok }) => ok) ? 0 : 1;
}
