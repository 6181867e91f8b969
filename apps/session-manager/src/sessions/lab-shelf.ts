// The labs on offer.
import type { Lab } from '@marina/labs/lab';
import { loadCatalogue } from '@marina/labs/load-catalogue';
import { isError } from '@marina/labs/problem';
import { MarinaError } from '@marina/protocol/errors';
import type { Log } from '../log.ts';

export type LabShelf = {
  list(): Lab[];
  /** @throws MarinaError `lab-not-found` */
  get(slug: string): Lab;
};

export async function openLabShelf(directory: string, log: Log): Promise<LabShelf> {
  const { labs, problems } = await loadCatalogue(directory);
  for (const problem of problems)
    log(isError(problem) ? 'a lab has a problem and is not offered' : 'a lab has a problem', problem);
  const bySlug = new Map(labs.map((lab) => [lab.slug, lab]));
  return {
    list: () => labs,
    get: (slug) => {
      const lab = bySlug.get(slug);
      if (!lab) throw new MarinaError('lab-not-found');
      return lab;
    },
  };
}
