// Reads somebody's content from a folder into memory: plain files only, nothing through a link, and no more than a
// course may hold.
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SourceFiles } from './imported-lab.ts';

export const sourceLimits = {
  files: 5000,
  /** A text beyond this is not read, and a file beyond it not copied. */
  fileBytes: 4 * 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  depth: 12,
} as const;

export type ReadSource = {
  files: SourceFiles;
  /** Paths that were left out, and why. */
  skipped: string[];
  /** The bytes of a file, text or not; undefined when there is none. */
  content: (path: string) => Promise<Buffer | undefined>;
};

type Reading = {
  root: string;
  files: Map<string, { text: string } | { bytes: number }>;
  skipped: string[];
  bytes: number;
};

/** @throws Error with a sentence when the source is larger than the limits, or no folder */
export async function readSource(directory: string): Promise<ReadSource> {
  const reading: Reading = { root: path.resolve(directory), files: new Map(), skipped: [], bytes: 0 };
  const isFolder = await stat(directory).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Error(`${directory} is no folder, and no https address of a Git repository.`);
  await readDirectory('', 0, reading);
  const { files, root } = reading;
  return { files, skipped: reading.skipped, content: (name) => contentOf(root, name, files) };
}

async function readDirectory(within: string, depth: number, reading: Reading): Promise<void> {
  if (depth > sourceLimits.depth) throw new Error(`Folders of the source go more than ${sourceLimits.depth} deep.`);
  const entries = await readdir(path.join(reading.root, within), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === '.git') continue;
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory()) await readDirectory(name, depth + 1, reading);
    else if (entry.isFile()) await readOne(name, reading);
    else reading.skipped.push(`${name}: no plain file`);
  }
}

async function readOne(name: string, reading: Reading): Promise<void> {
  if (reading.files.size >= sourceLimits.files)
    throw new Error(`The source holds more than ${sourceLimits.files} files.`);
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path.join(reading.root, name), flags).catch(() => undefined);
  if (!file) {
    reading.skipped.push(`${name}: can’t be read`);
    return;
  }
  try {
    const { size } = await file.stat();
    reading.bytes += size;
    if (reading.bytes > sourceLimits.totalBytes) throw new Error('The source is larger than 64 MiB.');
    const content = size > sourceLimits.fileBytes ? undefined : await file.readFile();
    reading.files.set(name, content ? asSourceFile(content) : { bytes: size });
  } finally {
    await file.close();
  }
}

async function contentOf(root: string, name: string, files: SourceFiles): Promise<Buffer | undefined> {
  if (!files.has(name)) return undefined;
  const file = await open(path.join(root, name), constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    return size > sourceLimits.fileBytes ? undefined : await file.readFile();
  } finally {
    await file.close();
  }
}

/** Text where it is UTF-8 without zeros; else only its size. */
export function asSourceFile(content: Buffer): { text: string } | { bytes: number } {
  if (content.subarray(0, 8000).includes(0)) return { bytes: content.length };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content) };
  } catch {
    return { bytes: content.length };
  }
}
