// `marina lab import SOURCE --to DIR`: labs from content of another platform.
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildLab } from '@marina/labs/build-lab';
import { importFormats, importLabs } from '@marina/labs/import/import-labs';
import type { Imported, ImportFormat } from '@marina/labs/import/imported-lab';
import { labFolder } from '@marina/labs/import/lab-folder';
import { readGit } from '@marina/labs/import/read-git';
import { type ReadSource, readSource } from '@marina/labs/import/read-source';
import { countItems } from '@marina/labs/import/report';
import { writeLabs } from '@marina/labs/import/write-labs';
import { isError, problemLine } from '@marina/labs/problem';

export async function importInto(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      branch: { type: 'string' },
      format: { type: 'string' },
      report: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [from] = positionals;
  if (!from || (!values.to && !values['dry-run']))
    throw new Error('Say what to import and where to: marina lab import SOURCE --to DIR.');
  const source = await read(from, values.branch);
  const imported = importLabs(source.files, formatOf(values.format));
  if (!imported) throw new Error(`Nothing in ${from} looks like ${importFormats.join(', ')}.`);
  if (values.report) await writeReport(values.report, imported);
  if (values.to && !values['dry-run']) {
    await mkdir(values.to, { recursive: true });
    await writeLabs(imported, source, values.to);
  }
  return printReport(imported, source);
}

/** Whatever looks like an address is one, so that a wrong one is refused and never taken for a folder. */
function read(from: string, branch: string | undefined): Promise<ReadSource> {
  return /^[a-z][a-z0-9+.-]*:|^\S+@\S+:/i.test(from) ? readGit(from, branch) : readSource(from);
}

function formatOf(name: string | undefined): ImportFormat | undefined {
  if (name === undefined) return undefined;
  const format = importFormats.find((known) => known === name);
  if (!format) throw new Error(`There is no format "${name}": choose of ${importFormats.join(', ')}.`);
  return format;
}

async function writeReport(file: string, { items }: Imported): Promise<void> {
  await writeFile(file, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
}

function printReport(imported: Imported, { skipped }: ReadSource): number {
  let errors = 0;
  for (const lab of imported.labs) {
    const files = new Map([...labFolder(lab)].map(([name, file]) => [name, 'text' in file ? file : { bytes: 0 }]));
    const problems = buildLab(lab.slug, files).problems.filter(isError);
    errors += problems.length;
    for (const problem of problems) console.log(problemLine(problem));
  }
  for (const path of skipped) console.log(`left out: ${path}`);
  console.log(' times  became        what');
  for (const { times, outcome, construct, note } of countItems(imported.items))
    console.log(`${String(times).padStart(6)}  ${outcome.padEnd(12)}  ${construct}${note ? `: ${note}` : ''}`);
  const { length } = imported.labs;
  const labs = `${length} ${length === 1 ? 'lab' : 'labs'}`;
  console.log(`\n${imported.format}: ${labs}, ${errors} ${errors === 1 ? 'error' : 'errors'}.`);
  return errors > 0 ? 1 : 0;
}
