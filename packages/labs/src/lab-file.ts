// One file of a lab's folder, for pages and instances. Whoever wrote the lab may have put a link there: it is not
// followed.
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { limits } from './lab-files.ts';
import { labPathSchema } from './lab-schema.ts';
import { readFolder } from './read-folder.ts';

export type LabFileContent = { content: Buffer; isExecutable: boolean };

/** Undefined when there is no such plain file in the folder, or it is larger than a lab's file may be. */
export async function readLabFile(folder: string, name: string): Promise<LabFileContent | undefined> {
  if (!labPathSchema.safeParse(name).success) return undefined;
  const parent = path.dirname(path.join(path.resolve(folder), name));
  const real = await realpath(parent).catch(() => undefined);
  const wanted = path.join(await realpath(folder).catch(() => ''), path.dirname(name));
  if (real !== wanted) return undefined;
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path.join(real, path.basename(name)), flags).catch(() => undefined);
  if (!file) return undefined;
  await using _closed = { [Symbol.asyncDispose]: () => file.close() };
  const stat = await file.stat();
  if (!stat.isFile() || stat.size > limits.fileBytes) return undefined;
  return { content: await file.readFile(), isExecutable: (stat.mode & 0o100) !== 0 };
}

/**
 * A file of the lab, or all that a folder of it holds, by path within that folder; a file's own is ''. Empty where there
 * is nothing.
 */
export async function readLabFiles(folder: string, from: string): Promise<Map<string, LabFileContent>> {
  const { files } = await readFolder(folder);
  const found = new Map<string, LabFileContent>();
  for (const name of files.keys()) {
    if (name !== from && !name.startsWith(`${from}/`)) continue;
    const file = await readLabFile(folder, name);
    if (file) found.set(name.slice(from.length + 1), file);
  }
  return found;
}

/** Whether pages show such a file: a picture that can hold no script. */
export function pictureType(name: string): string | undefined {
  const extension = path.extname(name).toLowerCase();
  return pictureTypes.get(extension);
}

const pictureTypes: ReadonlyMap<string, string> = new Map([
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
  ['.avif', 'image/avif'],
]);
