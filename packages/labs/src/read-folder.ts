// Reads the folder of a lab, whoever wrote it: no link is followed, nothing outside is opened, and no more is read than
// a lab may hold.
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type LabFile, type LabFiles, limits } from './lab-files.ts';
import { type LabProblem, problem } from './problem.ts';

export type ReadFolder = { files: LabFiles; problems: LabProblem[] };

type Reading = { root: string; slug: string; files: Map<string, LabFile>; problems: LabProblem[]; bytes: number };

const maxDepth = 6;

/** `directory` is the lab's folder; its name is the lab's. */
export async function readFolder(directory: string): Promise<ReadFolder> {
  const root = path.resolve(directory);
  const reading: Reading = { root, slug: path.basename(root), files: new Map(), problems: [], bytes: 0 };
  const stat = await lstat(root).catch(() => undefined);
  if (stat?.isDirectory()) await readDirectory('', 0, reading);
  return { files: reading.files, problems: reading.problems };
}

async function readDirectory(within: string, depth: number, reading: Reading): Promise<void> {
  const entries = await readdir(path.join(reading.root, within), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    const tell = (code: 'not-a-file' | 'too-many-files' | 'too-large', message: string) =>
      void reading.problems.push(problem(code, `${reading.slug}/${name}`, 1, message));
    if (entry.isDirectory()) {
      if (depth >= maxDepth) tell('too-many-files', `Folders go ${maxDepth} deep.`);
      else await readDirectory(name, depth + 1, reading);
    } else if (!entry.isFile()) tell('not-a-file', 'This is no plain file.');
    else if (reading.files.size >= limits.files) {
      if (!reading.problems.some(({ code }) => code === 'too-many-files'))
        tell('too-many-files', 'The lab holds too many files.');
    } else await readOne(name, reading, tell);
  }
}

async function readOne(
  name: string,
  reading: Reading,
  tell: (code: 'not-a-file' | 'too-large', message: string) => void,
): Promise<void> {
  // The entry may have become a link since it was listed.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path.join(reading.root, name), flags).catch(() => undefined);
  if (!file) return tell('not-a-file', 'This file can’t be read.');
  await using _closed = { [Symbol.asyncDispose]: () => file.close() };
  const stat = await file.stat();
  if (!stat.isFile()) return tell('not-a-file', 'This is no plain file.');
  reading.bytes += stat.size;
  const limit = limitOf(name);
  if (stat.size > limit) return tell('too-large', `${size(stat.size)} are more than the ${size(limit)} there may be.`);
  if (reading.bytes > limits.labBytes) return tell('too-large', `The lab is larger than ${size(limits.labBytes)}.`);
  reading.files.set(name, isText(name) ? await readText(file, stat.size) : { bytes: stat.size });
}

async function readText(file: { readFile(): Promise<Buffer> }, bytes: number): Promise<LabFile> {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile()) };
  } catch {
    return { bytes };
  }
}

/** What is read into memory: the rest goes into instances as it is. */
function isText(name: string): boolean {
  if (name === 'lab.yaml' || path.posix.basename(name) === 'Dockerfile') return true;
  return name.endsWith('.md') && !name.includes('/');
}

function limitOf(name: string): number {
  if (name === 'lab.yaml') return limits.manifestBytes;
  return isText(name) ? limits.stepBytes : limits.fileBytes;
}

function size(bytes: number): string {
  return bytes >= 2 ** 20 ? `${Math.round(bytes / 2 ** 20)} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
