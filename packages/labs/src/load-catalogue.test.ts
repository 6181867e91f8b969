import path from 'node:path';
import { expect, it } from 'vitest';
import { loadCatalogue, parseLab } from './load-catalogue.ts';

it('every lab that ships is sound and speaks English and French', async () => {
  const { labs, problems } = await loadCatalogue(path.join(import.meta.dirname, '../../../labs'));
  expect(problems).toEqual([]);
  expect(labs.map(({ slug }) => slug)).toContain('playground');
  for (const lab of labs) {
    expect(Object.keys(lab.title).sort()).toEqual(['en', 'fr']);
    expect(Object.keys(lab.summary).sort()).toEqual(['en', 'fr']);
  }
});

const sound = `title: {en: T}
summary: {en: S}
level: beginner
durationMinutes: 10
instances:
  - {name: node1, image: marina/docker}
`;

it('fills what an author may leave out', () => {
  expect(parseLab('x', 'x/lab.yaml', sound).labs[0]).toMatchObject({ slug: 'x', tags: [], pool: 0, egress: 'mirror' });
});

it.each([
  ['a value of the wrong kind', sound.replace('10', 'long'), 4, /durationMinutes/],
  ['a field that does not exist', `${sound}durationminutes: 4\n`, 1, /durationminutes/],
  ['a lab without English', sound.replace('{en: T}', '{fr: T}'), 1, /English/],
  ['two machines of one name', `${sound}  - {name: node1, image: marina/base}\n`, 6, /once/],
  ['broken YAML', `${sound}\tx: 1\n`, 7, /./],
])('%s is told with its line', (_what, text, line, message) => {
  const { labs, problems } = parseLab('x', 'x/lab.yaml', text);
  expect(labs).toEqual([]);
  expect(problems[0]).toMatchObject({ file: 'x/lab.yaml', line });
  expect(problems[0]?.message).toMatch(message);
});
