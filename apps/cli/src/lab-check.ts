// `marina lab check DIR…`: everything that is wrong with labs, by file and line.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalogue, loadLab } from '@marina/labs/load-catalogue';
import { isError, type LabProblem, problemLine } from '@marina/labs/problem';

export async function checkLabs(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  if (positionals.length === 0) throw new Error('Say which folder to check: marina lab check DIR.');
  let labs = 0;
  const problems: LabProblem[] = [];
  for (const directory of positionals) {
    const found = await checkOne(directory);
    labs += found.labs;
    problems.push(...found.problems);
  }
  for (const problem of problems) console.log(problemLine(problem));
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  console.log(`${count(labs, 'lab')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`);
  return errors > 0 ? 1 : 0;
}

/** A folder with a lab.yaml is a lab; another one holds labs. */
async function checkOne(directory: string): Promise<{ labs: number; problems: LabProblem[] }> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => undefined);
  if (!entries) throw new Error(`${directory} is no folder that can be read.`);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  if (entries.some(({ name }) => name === 'lab.yaml') || folders.length === 0) {
    const beside = await readdir(path.dirname(path.resolve(directory)));
    const { problems } = await loadLab(directory, new Set(beside));
    return { labs: 1, problems };
  }
  const { problems } = await loadCatalogue(directory);
  return { labs: folders.length, problems };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
