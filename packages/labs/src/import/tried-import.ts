// An import in memory, and what became of each thing in it.
import { expect } from 'vitest';
import { buildLab } from '../build-lab.ts';
import { importLabs } from './import-labs.ts';
import type { Imported, ImportedLab } from './imported-lab.ts';
import { labFolder } from './lab-folder.ts';

export function run(files: Record<string, string>): Imported {
  const imported = importLabs(new Map(Object.entries(files).map(([path, text]) => [path, { text }])));
  if (!imported) throw new Error('no format fits');
  return imported;
}

/** Every imported lab must be one that Marina takes. */
export function built(lab: ImportedLab | undefined) {
  if (!lab) throw new Error('nothing was imported');
  const files = new Map([...labFolder(lab)].map(([path, file]) => [path, 'text' in file ? file : { bytes: 1 }]));
  const { lab: sound, problems } = buildLab(lab.slug, files);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!sound) throw new Error('no lab');
  return sound;
}

export function told({ items }: Imported, outcome: string): string[] {
  return items.filter((item) => item.outcome === outcome).map(({ construct }) => construct);
}
