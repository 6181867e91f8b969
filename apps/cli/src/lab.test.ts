import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lab as runLab } from './lab.ts';

let directory: string;
let printed: string[];
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'marina-lab-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void printed.push(text));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

const lab = (args: string[]) => runLab(args, () => AbortSignal.abort());
const at = (...parts: string[]) => path.join(directory, ...parts);

it.each(['en', 'fr', 'en,fr', 'fr,en'])('a new lab in %s has nothing wrong with it', async (languages) => {
  expect(await lab(['new', at('my-lab'), '--languages', languages])).toBe(0);
  expect(await lab(['check', at('my-lab')])).toBe(0);
  expect(printed.at(-1)).toBe('1 lab checked: 0 errors, 0 warnings.');
});

it('a new lab never lands on something that is there', async () => {
  await lab(['new', at('my-lab')]);
  await expect(lab(['new', at('my-lab')])).rejects.toThrow(/there already/);
  await expect(lab(['new', at('My Lab')])).rejects.toThrow(/small letters/);
  await expect(lab(['new', at('other'), '--languages', 'de'])).rejects.toThrow(/"de"/);
});

it('check tells file, line, remedy and code, and fails', async () => {
  await lab(['new', at('my-lab')]);
  await appendFile(at('my-lab', '01-first-container.en.md'), '\n[x](javascript:alert(1))\n');
  expect(await lab(['check', directory])).toBe(1);
  const lines = (await readFile(at('my-lab', '01-first-container.en.md'), 'utf8')).split('\n').length;
  expect(printed.at(-2)).toContain(`my-lab/01-first-container.en.md:${lines - 1}: error: This link leads nowhere`);
  expect(printed.at(-2)).toMatch(/\n {4}Links go to https:.*\[link-refused\]$/);
  expect(printed.at(-1)).toBe('1 lab checked: 1 error, 0 warnings.');
});

it('import writes labs that pass the check, and tells what became of everything', async () => {
  await mkdir(at('source', 'one'), { recursive: true });
  await writeFile(
    at('source', 'one', 'index.json'),
    '{"title": "One", "details": {"steps": [{"text": "a.md"}, {"text": "gone.md"}]}}',
  );
  await writeFile(at('source', 'one', 'a.md'), '# A\n\n`ls`{{exec}}\n\n![b](b.png)\n');
  await writeFile(at('source', 'one', 'b.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]));
  expect(await lab(['import', at('source'), '--to', at('out'), '--report', at('report.jsonl')])).toBe(0);
  expect(printed.at(-1)).toBe('\nkillercoda: 1 lab, 0 errors.');
  expect(printed).toContain('     1  unsupported   step text: the file is not in the source');
  expect(await lab(['check', at('out')])).toBe(0);
  expect(await readFile(at('out', 'one', '01-a.en.md'), 'utf8')).toBe('# A\n\n`ls`{{run}}\n\n![b](images/b.png)\n');
  expect(await readFile(at('out', 'one', 'images', 'b.png'))).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]));
  const [first = ''] = (await readFile(at('report.jsonl'), 'utf8')).split('\n');
  expect(JSON.parse(first)).toMatchObject({ file: expect.any(String), outcome: expect.any(String) });
  await expect(lab(['import', at('source'), '--to', at('out')])).rejects.toThrow(/there already/);
});

it.each([
  [['import', 'https://127.0.0.1/a.git', '--dry-run'], /private network/],
  [['import', 'ext::sh -c id', '--dry-run'], /begins with https/],
  [['import', 'git@host.example:a/b', '--dry-run'], /begins with https/],
  [['import'], /what to import/],
  [['check'], /which folder/],
  [['test'], /which folder/],
  [['preview'], /which folder/],
  [['schema', 'nothing'], /no schema/],
])('%j is refused with a sentence', async (args, message) => {
  await expect(lab(args)).rejects.toThrow(message);
});

it('an unknown command tells the known ones, and schema prints JSON', async () => {
  expect(await lab(['what'])).toBe(2);
  expect(await lab(['schema', 'paths'])).toBe(0);
  expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ type: 'array' });
});
