import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pictureType, readLabFile, readLabFiles } from './lab-file.ts';

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
  const read = await readLabFile(path.join(folder, 'lab'), 'images/a.png');
  expect(read).toEqual({ content: Buffer.from('picture'), isExecutable: false });
});

it.each(['link', 'up/secret', '../secret', '/etc/hostname', 'images', 'images/none.png', 'images/../../secret', ''])(
  '%j leads to nothing',
  async (name) => expect(await readLabFile(path.join(folder, 'lab'), name)).toBeUndefined(),
);

it('a folder is read with all that it holds, and a file by itself', async () => {
  const lab = path.join(folder, 'lab');
  expect([...(await readLabFiles(lab, 'images')).keys()]).toEqual(['a.png']);
  expect([...(await readLabFiles(lab, 'images/a.png')).keys()]).toEqual(['']);
  expect((await readLabFiles(lab, 'link')).size).toBe(0);
});

it('pictures are known by their names; SVG is none', () => {
  expect(pictureType('a/b.PNG')).toBe('image/png');
  expect(pictureType('a.svg')).toBeUndefined();
});
