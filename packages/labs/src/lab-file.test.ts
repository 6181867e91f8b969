import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pictureType, readLabFile } from './lab-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'marina-lab-file-'));
  await mkdir(path.join(folder, 'lab', 'images'), { recursive: true });
  await writeFile(path.join(folder, 'secret'), 'secret');
  await writeFile(path.join(folder, 'lab', 'images', 'a.png'), 'picture');
  await symlink('../secret', path.join(folder, 'lab', 'link'));
  await symlink('..', path.join(folder, 'lab', 'up'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a file of the lab is read', async () => {
  expect(String(await readLabFile(path.join(folder, 'lab'), 'images/a.png'))).toBe('picture');
});

it.each(['link', 'up/secret', '../secret', '/etc/hostname', 'images', 'images/none.png', 'images/../../secret', ''])(
  '%j leads to nothing',
  async (name) => expect(await readLabFile(path.join(folder, 'lab'), name)).toBeUndefined(),
);

it('pictures are known by their names; SVG is none', () => {
  expect(pictureType('a/b.PNG')).toBe('image/png');
  expect(pictureType('a.svg')).toBeUndefined();
});
