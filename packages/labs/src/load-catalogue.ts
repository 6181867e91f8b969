// Reads every lab of a folder. One broken lab never hides the others.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuiltLab, buildLab } from './build-lab.ts';
import type { Lab } from './lab.ts';
import type { LabPath } from './paths-schema.ts';
import { isError, type LabProblem } from './problem.ts';
import { readFolder } from './read-folder.ts';
import { readPaths } from './read-paths.ts';

export type Catalogue = { labs: Lab[]; paths: LabPath[]; problems: LabProblem[] };

export async function loadCatalogue(directory: string): Promise<Catalogue> {
  const entries = await readdir(directory, { withFileTypes: true });
  const slugs = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const names = new Set(slugs);
  const catalogue: Catalogue = { labs: [], paths: [], problems: [] };
  for (const slug of slugs.sort()) {
    const { lab, problems } = await loadLab(path.join(directory, slug), names);
    if (lab) catalogue.labs.push(lab);
    catalogue.problems.push(...problems);
  }
  const text = entries.some((entry) => entry.isFile() && entry.name === 'paths.yaml')
    ? await readFile(path.join(directory, 'paths.yaml'), 'utf8')
    : '[]';
  const { paths, problems } = readPaths(text, new Set(catalogue.labs.map(({ slug }) => slug)));
  return { ...catalogue, paths, problems: [...catalogue.problems, ...problems] };
}

/** One lab by its folder; `labs` are the names of those beside it, for links. */
export async function loadLab(directory: string, labs?: ReadonlySet<string>): Promise<BuiltLab> {
  const { files, problems } = await readFolder(directory);
  const built = buildLab(path.basename(path.resolve(directory)), files, labs);
  return { lab: problems.some(isError) ? undefined : built.lab, problems: [...problems, ...built.problems] };
}
