import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyLabs } from './copy-labs.ts';

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'marina-copy-labs-'));
  await mkdir(at('from', 'lab', 'site'), { recursive: true });
  await writeFile(at('from', 'lab', 'lab.yaml'), 'first');
  await writeFile(at('from', 'lab', 'setup'), '');
  await chmod(at('from', 'lab', 'setup'), 0o700);
  await writeFile(at('from', 'lab', 'site', 'a'), 'a');
  await writeFile(at('from', 'lab', '.hidden'), '');
  await symlink('/etc/hostname', at('from', 'lab', 'link'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('everybody may read the copy; links and hidden files are not in it', async () => {
  await copyLabs(at('from'), at('to'));
  expect((await readdir(at('to'), { recursive: true })).sort()).toEqual([
    'lab',
    'lab/lab.yaml',
    'lab/setup',
    'lab/site',
    'lab/site/a',
  ]);
  expect((await stat(at('to', 'lab', 'setup'))).mode & 0o777).toBe(0o755);
  expect((await stat(at('to', 'lab', 'lab.yaml'))).mode & 0o777).toBe(0o644);
});

it('a second copy brings what has changed and takes away what is gone', async () => {
  await copyLabs(at('from'), at('to'));
  await writeFile(at('from', 'lab', 'lab.yaml'), 'second');
  await rm(at('from', 'lab', 'site'), { recursive: true });
  await copyLabs(at('from'), at('to'));
  expect(await readFile(at('to', 'lab', 'lab.yaml'), 'utf8')).toBe('second');
  expect(await readdir(at('to', 'lab'))).toEqual(['lab.yaml', 'setup']);
});
