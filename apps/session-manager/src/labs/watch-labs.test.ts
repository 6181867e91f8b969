import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openLabShelf } from './lab-shelf.ts';
import { watchLabs } from './watch-labs.ts';

const manifest = (title: string) => `title: {en: ${title}}
summary: {en: A lab.}
level: beginner
durationMinutes: 10
instances: [{name: node1, image: marina/base}]
`;

it('labs are read again when they are saved, a broken one is taken away, and listeners are told', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'marina-watch-labs-'));
  const save = (text: string) => writeFile(path.join(directory, 'one', 'lab.yaml'), text);
  await mkdir(path.join(directory, 'one'));
  await save(manifest('First'));
  const shelf = await openLabShelf(directory, () => undefined);
  const watch = watchLabs(directory, shelf, () => undefined);
  let changes = 0;
  watch.onChange(() => {
    changes += 1;
  });
  await save(manifest('Second'));
  await expect.poll(() => shelf.find('one')?.title.en).toBe('Second');
  await save('title: [');
  await expect.poll(() => shelf.find('one')).toBeUndefined();
  await expect.poll(() => changes).toBeGreaterThanOrEqual(2);
  watch.close();
  await rm(directory, { recursive: true });
});
