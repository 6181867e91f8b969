// What a bench gives, and how it is shown to people and to programs.

export type Figure = {
  figure: string;
  value: number;
  unit: 'ms' | 'MB';
  /** What it is compared with in the same run, and that one's value. */
  against?: { what: string; value: number };
  n: number;
  /** The target, for people. */
  target: string;
  ok: boolean;
};

export type Bench = (runs: number) => Promise<Figure[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('a median of nothing');
  return (low + high) / 2;
}

export function printFigures(bench: string, figures: Figure[], asJson: boolean): void {
  if (asJson) {
    for (const { figure, value, unit, against, n } of figures) {
      const ratio = against ? rounded(value / against.value, 2) : null;
      const line = { bench, figure, value: rounded(value, 1), unit, against: against?.what ?? null, ratio, n };
      console.log(JSON.stringify(line));
    }
    return;
  }
  const rows = figures.map(({ figure, value, unit, against, n, target, ok }) => [
    figure,
    `${value.toFixed(0)} ${unit}`,
    against ? `${against.what} ${against.value.toFixed(0)} ${unit}` : '',
    against ? (value / against.value).toFixed(2) : '',
    String(n),
    target,
    ok ? 'ok' : 'MISSED',
  ]);
  const all = [['figure', 'median', 'against', 'ratio', 'n', 'target', ''], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of all)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
