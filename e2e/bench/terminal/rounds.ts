// Every contender's numbers: rounds in which all of them are measured in turn.
import { median, percentile } from '../figures.ts';
import {
  measureCatEchoes,
  measureCtrlC,
  measureEchoes,
  measureEchoesBesideFlood,
  measureThroughput,
} from './measures.ts';
import type { Viewer } from './viewer.ts';

/** 50 MB of lines, made once where the shell runs. */
const bigFile = '/tmp/marina-bench.txt';
const makeBigFile = `[ -s ${bigFile} ] || base64 /dev/urandom | head -c 50000000 > ${bigFile}\n`;
const keysPerRound = 500;
const keysBesideFlood = 300;

export const measures = [
  'echoP50',
  'echoP99',
  'catEchoP50',
  'catEchoP99',
  'throughputCat',
  'throughputSeq',
  'ctrlC',
  'besideFloodP99',
] as const;
export type Measure = (typeof measures)[number];

/** One contender: two shells, the second being the first one's neighbour, and one value per round. */
export type Entrant = { name: string; main: Viewer; neighbour: Viewer; numbers: Record<Measure, number[]> };

export function enter(main: Viewer, neighbour: Viewer): Entrant {
  const empty = () => [] as number[];
  const numbers = {
    echoP50: empty(),
    echoP99: empty(),
    catEchoP50: empty(),
    catEchoP99: empty(),
    throughputCat: empty(),
    throughputSeq: empty(),
    ctrlC: empty(),
    besideFloodP99: empty(),
  };
  return { name: main.name, main, neighbour, numbers };
}

export async function measureRounds(entrants: readonly Entrant[], rounds: number): Promise<void> {
  for (const { main } of entrants) await main.run(makeBigFile);
  for (let round = 0; round < rounds; round++) await measureRound(entrants);
}

async function measureRound(entrants: readonly Entrant[]): Promise<void> {
  const mains = entrants.map(({ main }) => main);
  const echoes = await measureEchoes(mains, keysPerRound);
  const catEchoes = await measureCatEchoes(mains, keysPerRound);
  for (const { main, neighbour, numbers } of entrants) {
    const [ofBash, ofCat] = [echoes.get(main) ?? [], catEchoes.get(main) ?? []];
    numbers.echoP50.push(median(ofBash));
    numbers.echoP99.push(percentile(ofBash, 0.99));
    numbers.catEchoP50.push(median(ofCat));
    numbers.catEchoP99.push(percentile(ofCat, 0.99));
    numbers.throughputCat.push(await measureThroughput(main, `cat ${bigFile}`));
    numbers.throughputSeq.push(await measureThroughput(main, 'seq 1 2000000'));
    numbers.ctrlC.push(await measureCtrlC(main));
    numbers.besideFloodP99.push(percentile(await measureEchoesBesideFlood(main, neighbour, keysBesideFlood), 0.99));
  }
}
