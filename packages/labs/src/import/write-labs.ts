// Writes imported labs as folders.
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { labPathSchema } from '../lab-schema.ts';
import type { Imported } from './imported-lab.ts';
import { labFolder, pathsFile } from './lab-folder.ts';
import type { ReadSource } from './read-source.ts';

/**
 * Makes a folder in `target` for each lab, and paths.yaml for their groups.
 * @throws Error with a sentence when one of them is there already; then nothing has been written
 */
export async function writeLabs(imported: Imported, source: ReadSource, target: string): Promise<void> {
  const names = [...imported.labs.map(({ slug }) => slug), ...(imported.groups.length > 0 ? ['paths.yaml'] : [])];
  for (const name of names) {
    const there = await stat(path.join(target, name)).catch(() => undefined);
    if (there) throw new Error(`${path.join(target, name)} is there already: choose another folder with --to.`);
  }
  for (const lab of imported.labs)
    for (const [name, file] of labFolder(lab)) {
      const content = 'text' in file ? file.text : await source.content(file.copyOf);
      if (content === undefined || !labPathSchema.safeParse(name).success) continue;
      const to = path.join(target, lab.slug, name);
      await mkdir(path.dirname(to), { recursive: true });
      await writeFile(to, content, { flag: 'wx' });
    }
  if (imported.groups.length > 0)
    await writeFile(path.join(target, 'paths.yaml'), pathsFile(imported.groups), { flag: 'wx' });
}
