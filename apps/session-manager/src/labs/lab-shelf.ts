// The labs on offer.
import path from 'node:path';
import type { Lab } from '@marina/labs/lab';
import { loadCatalogue } from '@marina/labs/load-catalogue';
import type { LabPath } from '@marina/labs/paths-schema';
import { isError } from '@marina/labs/problem';
import { MarinaError } from '@marina/protocol/errors';
import type { Log } from '../log.ts';

export type LabShelf = {
  list(): Lab[];
  paths(): LabPath[];
  find(slug: string): Lab | undefined;
  /** @throws MarinaError `lab-not-found` */
  get(slug: string): Lab;
  /** Where a lab's files are. */
  folderOf(lab: Lab): string;
};

export async function openLabShelf(directory: string, log: Log): Promise<LabShelf> {
  const { labs, paths, problems } = await loadCatalogue(directory);
  for (const problem of problems)
    log(isError(problem) ? 'a lab has a problem and is not offered' : 'a lab has a problem', problem);
  const bySlug = new Map(labs.map((lab) => [lab.slug, lab]));
  return {
    list: () => labs,
    paths: () => paths,
    find: (slug) => bySlug.get(slug),
    get: (slug) => {
      const lab = bySlug.get(slug);
      if (!lab) throw new MarinaError('lab-not-found');
      return lab;
    },
    folderOf: ({ slug }) => path.join(directory, slug),
  };
}
