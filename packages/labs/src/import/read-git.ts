// Reads somebody's content from Git, straight out of the object store: nothing is checked out, so there are no links,
// hooks, filters, submodules or LFS to be afraid of.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkGitAddress } from './git-address.ts';
import { runGit } from './git-run.ts';
import type { SourceFiles } from './imported-lab.ts';
import { asSourceFile, type ReadSource, sourceLimits } from './read-source.ts';

const timeoutMs = 60_000;
const maxBytes = 96 * 1024 * 1024;

/**
 * The latest state of the default branch, or of `branch`.
 * @throws Error with a sentence
 */
export async function readGit(address: string, branch?: string): Promise<ReadSource> {
  const { url, host, address: bound } = await checkGitAddress(address);
  const at = bound.includes(':') ? `[${bound}]` : bound;
  return readRepository({ url, branch, protocol: 'https', config: [`http.curloptResolve=${host}:443:${at}`] });
}

export type Repository = { url: string; branch?: string | undefined; protocol: 'https' | 'file'; config: string[] };

/** The part that does not care what may be fetched. */
export async function readRepository({ url, branch, protocol, config }: Repository): Promise<ReadSource> {
  if (branch !== undefined && !/^[A-Za-z0-9][A-Za-z0-9._/-]{0,200}$/.test(branch))
    throw new Error(`"${branch}" is no name of a branch.`);
  const directory = await mkdtemp(path.join(tmpdir(), 'marina-import-'));
  const run = { directory, timeoutMs, maxBytes };
  try {
    const wanted = branch === undefined ? [] : ['--branch', branch];
    const flags = ['--bare', '--depth=1', '--no-tags', '--single-branch', '--no-recurse-submodules', '--template='];
    await runGit(['clone', '--quiet', ...flags, ...wanted, '--', url, 'repository'], { ...run, protocol, config });
    const git = ['--git-dir=repository'];
    const list = await runGit([...git, 'ls-tree', '-r', '-l', '-z', 'HEAD'], run);
    const { entries, skipped } = readTree(list.toString());
    const input = entries.map(({ id }) => `${id}\n`).join('');
    const contents = await runGit([...git, 'cat-file', '--batch'], { ...run, input });
    return filesFrom(entries, contents, skipped);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

type Entry = { path: string; id: string; size: number };

function readTree(list: string): { entries: Entry[]; skipped: string[] } {
  const entries: Entry[] = [];
  const skipped: string[] = [];
  let total = 0;
  for (const line of list.split('\0')) {
    const [, mode = '', id = '', size = '0', name = ''] =
      /^(\d+) \w+ ([0-9a-f]+) +(\d+|-)\t([\s\S]+)$/.exec(line) ?? [];
    if (name === '') continue;
    if (mode !== '100644' && mode !== '100755') {
      skipped.push(`${name}: ${mode === '160000' ? 'a submodule' : 'no plain file'}`);
      continue;
    }
    if (Number(size) > sourceLimits.fileBytes) {
      skipped.push(`${name}: too large`);
      continue;
    }
    total += Number(size);
    entries.push({ path: name, id, size: Number(size) });
  }
  if (entries.length > sourceLimits.files) throw new Error(`The source holds more than ${sourceLimits.files} files.`);
  if (total > sourceLimits.totalBytes) throw new Error('The source is larger than 64 MiB.');
  return { entries, skipped };
}

/** `cat-file --batch` writes a line, the content, and a line break for each object asked for. */
function filesFrom(entries: readonly Entry[], contents: Buffer, skipped: string[]): ReadSource {
  const raw = new Map<string, Buffer>();
  let at = 0;
  for (const { path: name, size } of entries) {
    const start = contents.indexOf('\n', at) + 1;
    raw.set(name, contents.subarray(start, start + size));
    at = start + size + 1;
  }
  const files: SourceFiles = new Map(
    [...raw].flatMap(([name, content]) => {
      if (content.subarray(0, 100).toString().startsWith('version https://git-lfs.github.com/spec/')) {
        skipped.push(`${name}: kept in LFS, from which nothing is fetched`);
        return [];
      }
      return [[name, asSourceFile(content)] as const];
    }),
  );
  return { files, skipped, content: async (name) => raw.get(name) };
}
