// What a test of labs shows: a row as soon as a task is through, and a summary.
import type { TaskResult } from './walk-lab.ts';

export type Row = { lab: string; language: string; task: string; cells: string[]; misses: string[]; ok: boolean };

const widths = [26, 4, 28, 8, 8, 8];

export const rowOf = {
  task(lab: string, language: string, { task, failedBefore, passedAfter, seconds, misses }: TaskResult): Row {
    const cells = [failedBefore ? 'fails' : 'PASSES', passedAfter ? 'passes' : 'FAILS', seconds.toFixed(1)];
    return { lab, language, task, cells, misses, ok: misses.length === 0 };
  },

  /** The run blocks that stand outside of tasks, and the lab's time. */
  whole(lab: string, language: string, { misses, seconds }: { misses: string[]; seconds: number }): Row {
    return { lab, language, task: '(whole lab)', cells: ['', '', seconds.toFixed(1)], misses, ok: misses.length === 0 };
  },

  broken(lab: string): Row {
    const misses = ['it has errors and was not run: see `marina lab check`'];
    return { lab, language: '', task: '', cells: ['', '', ''], misses, ok: false };
  },
};

export function printHead(): void {
  print(['lab', '', 'task', 'before', 'after', 'seconds', '']);
}

export function printRow(row: Row): void {
  print([row.lab, row.language, row.task, ...row.cells, row.ok ? 'ok' : 'MISSED']);
  for (const miss of row.misses) console.log(`    ${miss}`);
}

export function printSummary(rows: readonly Row[]): void {
  const missed = rows.filter(({ ok }) => !ok);
  const labs = new Set(rows.map(({ lab }) => lab)).size;
  const tasks = rows.filter(({ cells }) => cells[0] !== '').length;
  console.log(`\n${labs} labs, ${tasks} tasks, ${missed.length} missed`);
  for (const { lab, language, task } of missed) console.log(`    ${lab} ${language} ${task}`);
}

function print(cells: string[]): void {
  console.log(
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
