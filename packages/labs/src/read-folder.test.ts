import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadCatalogue, loadLab } from './load-catalogue.ts';

const manifest = `title: {en: T}
summary: {en: S}
level: beginner
durationMinutes: 10
instances:
  - {name: node1, image: marina/docker}
`;

let directory: string;
beforeEach(async () => {
  directory = path.join(await mkdtemp(path.join(tmpdir(), 'marina-labs-')), 'lab');
  await mkdir(directory);
  await writeFile(path.join(directory, 'lab.yaml'), manifest);
});
afterEach(() => rm(path.dirname(directory), { recursive: true, force: true }));

const write = (name: string, content: string | Buffer) => writeFile(path.join(directory, name), content);
const codes = async () => (await loadLab(directory)).problems.map(({ code, file }) => `${file} ${code}`);

it('a link in a lab is never followed, whatever it points to', async () => {
  await symlink('/etc/passwd', path.join(directory, '01-secret.en.md'));
  await symlink('/etc', path.join(directory, 'files'));
  await symlink('lab.yaml', path.join(directory, 'other.yaml'));
  expect(await codes()).toEqual([
    'lab/01-secret.en.md not-a-file',
    'lab/files not-a-file',
    'lab/other.yaml not-a-file',
  ]);
});

it('a step of 10 MB is refused unread', async () => {
  await write('01-big.en.md', '# Big\n'.padEnd(10 * 1024 * 1024, 'x'));
  const before = process.memoryUsage().rss;
  expect(await codes()).toContain('lab/01-big.en.md too-large');
  expect(process.memoryUsage().rss - before).toBeLessThan(5 * 1024 * 1024);
});

it('a file that is no text, a lab.yaml that is a link, and a lab without one are told', async () => {
  await write('01-binary.en.md', Buffer.from([0xff, 0xfe, 0, 1]));
  expect(await codes()).toContain('lab/01-binary.en.md not-text');
  await rm(path.join(directory, 'lab.yaml'));
  await symlink('/etc/hostname', path.join(directory, 'lab.yaml'));
  expect(await codes()).toEqual([
    'lab/lab.yaml not-a-file',
    'lab/01-binary.en.md not-text',
    'lab/lab.yaml manifest-missing',
  ]);
});

it('hidden files are left alone, and one broken lab hides no other', async () => {
  await mkdir(path.join(directory, '.git'));
  await symlink('/etc', path.join(directory, '.git/hooks'));
  expect(await codes()).toEqual([]);
  const catalogue = path.dirname(directory);
  await mkdir(path.join(catalogue, 'broken'));
  await writeFile(
    path.join(catalogue, 'paths.yaml'),
    '- slug: first\n  title: {en: F}\n  summary: {en: S}\n  labs: [lab, broken]\n',
  );
  const { labs, paths, problems } = await loadCatalogue(catalogue);
  expect(labs.map(({ slug }) => slug)).toEqual(['lab']);
  expect(paths).toMatchObject([{ slug: 'first', labs: ['lab'] }]);
  expect(problems.map(({ code, file, line }) => `${file}:${line} ${code}`)).toEqual([
    'broken/lab.yaml:1 manifest-missing',
    'paths.yaml:4 link-broken',
  ]);
});
