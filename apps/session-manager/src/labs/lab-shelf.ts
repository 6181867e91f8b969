// The labs on offer.
import path from 'node:path';
import type { Lab } from '@marina/labs/lab';
import { type Catalogue, loadCatalogue } from '@marina/labs/load-catalogue';
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
  /** Reads all labs anew. */
  reload(): Promise<void>;
};

export async function openLabShelf(directory: string, log: Log): Promise<LabShelf> {
  let shelf = await read(directory, log);
  return {
    list: () => shelf.labs,
    paths: () => shelf.paths,
    find: (slug) => shelf.bySlug.get(slug),
    get: (slug) => {
      const lab = shelf.bySlug.get(slug);
      if (!lab) throw new MarinaError('lab-not-found');
      return lab;
    },
    folderOf: ({ slug }) => path.join(directory, slug),
    reload: async () => {
      shelf = await read(directory, log);
    },
  };
}

async function read(directory: string, log: Log): Promise<Catalogue & { bySlug: Map<string, Lab> }> {
  const catalogue = await loadCatalogue(directory);
  for (const problem of catalogue.problems)
    log(isError(problem) ? 'a lab has a problem and is not offered' : 'a lab has a problem', problem);
  return { ...catalogue, bySlug: new Map(catalogue.labs.map((lab) => [lab.slug, lab])) };
}
