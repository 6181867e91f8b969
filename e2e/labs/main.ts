// `npm run test:labs`, `marina lab test DIR…`: does every lab as a diligent student would, in real instances: each
// task's checks must fail before its solution and pass after it, in every language. Exit code 1 on any miss.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Lab } from '@marina/labs/lab';
import { loadCatalogue } from '@marina/labs/load-catalogue';
import { isError, problemLine } from '@marina/labs/problem';
import { z } from 'zod';
import { type MarinaPlace, withMarina } from '../marina-under-test.ts';
import { printHead, printRow, printSummary, type Row, rowOf } from './report.ts';
import { stageLabs } from './stage-labs.ts';
import { type TaskResult, walkLab } from './walk-lab.ts';

type Wanted = {
  directory: string;
  only: ReadonlySet<string>;
  isQuick: boolean;
  /** All when empty. */
  languages: readonly string[];
  jobs: number;
};

const logLineSchema = z.object({ event: z.string(), error: z.string() });
const failures = ['the set-up of', 'the image of'];

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      lab: { type: 'string', multiple: true, default: [] },
      language: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '1' },
    },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('Say how many labs at once: --jobs 2.');
  // Whoever started this may pass on a signal that came to both: a second one must not cut the stop short.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => undefined);
  const rows: Row[] = [];
  for (const directory of positionals.length > 0 ? positionals : [path.join(import.meta.dirname, '../../labs')]) {
    const isOneLab = existsSync(path.join(directory, 'lab.yaml'));
    const only = new Set(isOneLab ? [path.basename(path.resolve(directory))] : values.lab);
    const holder = path.resolve(isOneLab ? path.join(directory, '..') : directory);
    const { quick: isQuick, language: languages } = values;
    rows.push(...(await testLabs({ directory: holder, only, isQuick, languages, jobs })));
  }
  printSummary(rows);
  return rows.length > 0 && rows.every(({ ok }) => ok) ? 0 : 1;
}

async function testLabs({ directory, only, isQuick, languages, jobs }: Wanted): Promise<Row[]> {
  if (!existsSync(directory)) throw new Error(`There is no folder ${directory}.`);
  const { labs, problems } = await loadCatalogue(directory);
  const isWanted = (slug: string) => only.size === 0 || only.has(slug);
  const broken = problems.filter((problem) => isError(problem) && isWanted(problem.file.split('/')[0] ?? ''));
  for (const problem of broken) console.log(problemLine(problem));
  for (const slug of only)
    if (!labs.some((lab) => lab.slug === slug) && broken.length === 0) throw new Error(`There is no lab "${slug}".`);
  const rows = [...new Set(broken.map(({ file }) => file.split('/')[0] ?? file))].map((lab) => rowOf.broken(lab));
  const wanted = labs.filter(({ slug, steps }) => steps.length > 0 && isWanted(slug));
  if (wanted.length === 0) return rows;
  using staged = await stageLabs(directory);
  const env = {
    MARINA_LABS: staged.directory,
    MARINA_WEB: 'off',
    MARINA_POOL: '0',
    MARINA_SESSION_MINUTES: '180',
    MARINA_IDLE_MINUTES: '180',
  };
  await withMarina({ name: 'lab-test', env }, async (marina) => {
    printHead();
    const left = wanted.flatMap((lab) =>
      lab.languages
        .slice(0, isQuick ? 1 : undefined)
        .filter((language) => languages.length === 0 || languages.includes(language))
        .map((language) => ({ lab, language })),
    );
    const work = async () => {
      for (let next = left.shift(); next; next = left.shift())
        rows.push(...(await testLab(marina, next.lab, next.language)));
    };
    await Promise.all(Array.from({ length: jobs }, work));
  });
  return rows;
}

async function testLab(marina: MarinaPlace, lab: Lab, language: string): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (row: Row) => {
    printRow(row);
    rows.push(row);
  };
  const startedAt = Date.now();
  const onTask = (result: TaskResult) => add(rowOf.task(lab.slug, language, result));
  const misses = await walkLab({ baseUrl: marina.baseUrl, lab, language, onTask }).catch((error: Error) => [
    error.message,
    ...failuresOf(marina, lab.slug).slice(-1),
  ]);
  add(rowOf.whole(lab.slug, language, { misses, seconds: (Date.now() - startedAt) / 1000 }));
  return rows;
}

/** Why a lab could not be built or set up: students are not told, its author must be. */
function failuresOf({ home }: MarinaPlace, slug: string): string[] {
  const lines = readFileSync(path.join(home, 'log/manager.log'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const logged = logLineSchema.safeParse(parseJson(line));
    return logged.success && failures.some((what) => logged.data.error.startsWith(`${slug}: ${what}`))
      ? [logged.data.error]
      : [];
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
