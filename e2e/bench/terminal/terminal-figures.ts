// The figures of the terminal bench, made from every contender's medians.
import { type Figure, median, shown } from '../figures.ts';
import { tableLines } from '../table.ts';
import { type Entrant, type Measure, measures } from './rounds.ts';

const echoExtraMs = 1;
const echoP99ExtraMs = 5;
const throughputShare = 0.8;
const ctrlCTargetMs = 300;
const besideFloodTargetMs = 20;

export type NotRunPeer = { name: string; why: string };

export function terminalFigures(entrants: readonly Entrant[]): Figure[] {
  const marina = getEntrant(entrants, 'marina');
  const exec = getEntrant(entrants, 'docker exec');
  const wetty = entrants.find(({ name }) => name === 'wetty');
  const beside = (measure: Measure, other: Entrant) => ({
    value: median(marina.numbers[measure]),
    against: { what: other.name, value: median(other.numbers[measure]) },
    n: marina.numbers[measure].length,
  });
  const echo = (figure: string, measure: Measure, extraMs: number): Figure => {
    const { value, against, n } = beside(measure, exec);
    const ok = value <= against.value + extraMs;
    return { figure, value, unit: 'ms', against, n, target: `<= ${against.what} + ${extraMs} ms`, ok };
  };
  const throughput = (figure: string, measure: Measure): Figure => {
    const { value, against, n } = beside(measure, exec);
    const ok = value >= against.value * throughputShare;
    return { figure, value, unit: 'MB/s', against, n, target: `>= ${throughputShare} x`, ok };
  };
  const limit = (figure: string, measure: Measure, limitMs: number): Figure => {
    const { value, against, n } = beside(measure, exec);
    return { figure, value, unit: 'ms', against, n, target: `< ${limitMs} ms`, ok: value < limitMs };
  };
  const byKind = [throughput('throughput-cat', 'throughputCat'), throughput('throughput-seq', 'throughputSeq')];
  return [
    echo('echo-p50', 'echoP50', echoExtraMs),
    echo('echo-p99', 'echoP99', echoP99ExtraMs),
    echo('echo-cat-p50', 'catEchoP50', echoExtraMs),
    echo('echo-cat-p99', 'catEchoP99', echoP99ExtraMs),
    ...(wetty ? [besideWetty(beside('echoP50', wetty))] : []),
    { ...smallest(byKind), figure: 'throughput' },
    ...byKind,
    limit('ctrl-c-in-flood', 'ctrlC', ctrlCTargetMs),
    limit('echo-beside-flood-p99', 'besideFloodP99', besideFloodTargetMs),
  ];
}

/** Every contender's medians, side by side. */
export function terminalNotes(entrants: readonly Entrant[], notRun: readonly NotRunPeer[]): string[] {
  const head = ['medians', ...titles(measures)];
  const rows = entrants.map(({ name, numbers }) => [
    name,
    ...measures.map((measure) => shown(median(numbers[measure]))),
  ]);
  return [...tableLines([head, ...rows]), ...notRun.map(({ name, why }) => `${name}: not run: ${why}`), ''];
}

function besideWetty({
  value,
  against,
  n,
}: Pick<Figure, 'value' | 'n'> & { against: { what: string; value: number } }) {
  const ok = value < against.value;
  return { figure: 'echo-p50-vs-wetty', value, unit: 'ms', against, n, target: '< wetty', ok } satisfies Figure;
}

function smallest(figures: readonly Figure[]): Figure {
  const ratio = ({ value, against }: Figure) => value / (against?.value ?? value);
  const [first] = [...figures].sort((a, b) => ratio(a) - ratio(b));
  if (!first) throw new Error('the smallest of nothing');
  return first;
}

function getEntrant(entrants: readonly Entrant[], name: string): Entrant {
  const found = entrants.find((entrant) => entrant.name === name);
  if (!found) throw new Error(`${name} was not measured`);
  return found;
}

function titles(of: readonly Measure[]): string[] {
  const all: Record<Measure, string> = {
    echoP50: 'echo p50 ms',
    echoP99: 'p99',
    catEchoP50: 'in cat p50',
    catEchoP99: 'p99',
    throughputCat: 'cat MB/s',
    throughputSeq: 'seq MB/s',
    ctrlC: '^C ms',
    besideFloodP99: 'beside flood p99 ms',
  };
  return of.map((measure) => all[measure]);
}
