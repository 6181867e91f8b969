import path from 'node:path';
import { expect, it } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';

it('every lab that ships is sound and speaks English and French', async () => {
  const { labs, problems } = await loadCatalogue(path.join(import.meta.dirname, '../../../labs'));
  expect(problems).toEqual([]);
  expect(labs.map(({ slug }) => slug)).toContain('playground');
  for (const lab of labs) {
    expect(Object.keys(lab.title).sort()).toEqual(['en', 'fr']);
    expect(Object.keys(lab.summary).sort()).toEqual(['en', 'fr']);
  }
});
