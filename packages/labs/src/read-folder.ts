// Reads the folder of a lab, whoever wrote it: no link is followed, nothing outside is opened, and no more is read than
// a lab may hold.
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type LabFile, type LabFiles, limits } from './lab-files.ts';
import { type LabProblem, problem } from './problem.ts';

export type ReadFolder = { files: LabFiles; problems: LabProblem[] };

type Reading = { root: string; slug: string; names: string[]; problems: LabProblem[]; bytes: number };

const maxDepth = 6;
/** Most of the time that reading takes is waiting for the disk. */
const filesAtOnce = 16;

/** `directory` is the lab's folder; its name is the lab's. */
export async function readFolder(directory: string): Promise<ReadFolder> {
  const root = path.resolve(directory);
  const reading: Reading = { root, slug: path.basename(root), names: [], problems: [], bytes: 0 };
  const stat = await lstat(root).catch(() => undefined);
  if (stat?.isDirectory()) await listDirectory('', 0, reading);
  return { files: await readFiles(reading), problems: reading.problems };
}

async function listDirectory(within: string, depth: number, reading: Reading): Promise<void> {
  const entries = await readdir(path.join(reading.root, within), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = within === '' ? entry.name : `${within}/${entry.name}`;
    const tell = (code: Refusal, message: string) => refuse(name, reading, code, message);
    if (entry.isDirectory()) {
      if (depth >= maxDepth) tell('too-many-files', `Folders go ${maxDepth} deep.`);
      else await listDirectory(name, depth + 1, reading);
    } else if (!entry.isFile()) tell('not-a-file', 'This is no plain file.');
    else if (reading.names.length >= limits.files) {
      if (!reading.problems.some(({ code }) => code === 'too-many-files'))
        tell('too-many-files', 'The lab holds too many files.');
    } else reading.names.push(name);
  }
}

type Refusal = 'not-a-file' | 'too-many-files' | 'too-large';

function refuse(name: string, { slug, problems }: Reading, code: Refusal, message: string): undefined {
  problems.push(problem(code, `${slug}/${name}`, 1, message));
}

/** In the order of their names, however the disk gives them. */
async function readFiles(reading: Reading): Promise<LabFiles> {
  const { names } = reading;
  const files = new Map<string, LabFile>();
  for (let from = 0; from < names.length; from += filesAtOnce) {
    const some = names.slice(from, from + filesAtOnce);
    const read = await Promise.all(some.map(async (name) => [name, await readOne(name, reading)] as const));
    for (const [name, file] of read) if (file) files.set(name, file);
  }
  return files;
}

/** Undefined for what is refused. */
async function readOne(name: string, reading: Reading): Promise<LabFile | undefined> {
  const tell = (code: Refusal, message: string) => refuse(name, reading, code, message);
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
  return isText(name) ? await readText(file, stat.size) : { bytes: stat.size };
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
