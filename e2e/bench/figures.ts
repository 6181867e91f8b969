// What a bench gives, and how it is shown to people and to programs.
import { tableLines } from './table.ts';

export type Figure = {
  figure: string;
  value: number;
  unit: 'ms' | 'MB' | 'MB/s' | 'keys' | '%';
  /** What it is compared with in the same run, and that one's value. */
  against?: { what: string; value: number };
  n: number;
  /** The target, for people. */
  target: string;
  ok: boolean;
};

/** `notes` are lines for people: what the figures were made from. */
export type Outcome = { figures: Figure[]; notes?: string[] };

export type Bench = (runs: number) => Promise<Outcome>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('a median of nothing');
  return (low + high) / 2;
}

/** The value that `share` of all are not above. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('a percentile of nothing');
  return found;
}

export function printFigures(bench: string, { figures, notes = [] }: Outcome, asJson: boolean): void {
  for (const line of asJson ? figures.map((figure) => toJson(bench, figure)) : [...notes, ...toTable(figures)]) {
    console.log(line);
  }
}

function toJson(bench: string, { figure, value, unit, against, n }: Figure): string {
  const ratio = against ? rounded(value / against.value, 2) : null;
  return JSON.stringify({ bench, figure, value: rounded(value, 2), unit, against: against?.what ?? null, ratio, n });
}

function toTable(figures: Figure[]): string[] {
  const rows = figures.map(({ figure, value, unit, against, n, target, ok }) => [
    figure,
    `${shown(value)} ${unit}`,
    against ? `${against.what} ${shown(against.value)} ${unit}` : '',
    against ? (value / against.value).toFixed(2) : '',
    String(n),
    target,
    ok ? 'ok' : 'MISSED',
  ]);
  return tableLines([['figure', 'value', 'against', 'ratio', 'n', 'target', ''], ...rows]);
}

/** Three digits that mean something. */
export function shown(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
