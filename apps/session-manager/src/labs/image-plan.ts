// What an image of a lab is made of, and the name that follows from it.
import { createHash } from 'node:crypto';
import type { PackedFile } from '@marina/engine/pack-files';
import type { Lab } from '@marina/labs/lab';
import { readLabFiles } from '@marina/labs/lab-file';

export type ImagePlan = {
  /** Another one as soon as a file, its mode or the base is another. */
  ref: string;
  base: string;
  /** The folder with the Dockerfile. */
  files: PackedFile[];
};

/** The plan of an instance with `build`; `folder` is the lab's. */
export async function planImage(
  { slug }: Pick<Lab, 'slug'>,
  { name, image, build }: { name: string; image: string; build: string },
  folder: string,
): Promise<ImagePlan> {
  const read = await readLabFiles(folder, build);
  const files = [...read]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { content, isExecutable }]) => ({ name: path, mode: isExecutable ? 0o755 : 0o644, content }));
  return { ref: `lab/${nameOf(slug, name)}:${hashOf(image, files)}`, base: image, files };
}

function hashOf(base: string, files: readonly PackedFile[]): string {
  const hash = createHash('sha256');
  // Lengths first: no two lists of files may read the same.
  const add = (bytes: Buffer) => hash.update(`${bytes.length}:`).update(bytes);
  add(Buffer.from(base));
  for (const { name, mode, content } of files) {
    add(Buffer.from(`${mode} ${name}`));
    add(content);
  }
  return hash.digest('hex').slice(0, 32);
}

/** As Docker takes names: folders of labs may have any. Only the hash must tell images apart. */
function nameOf(slug: string, instance: string): string {
  const words = `${slug}-${instance}`.toLowerCase().split(/[^a-z0-9]+/);
  return words.filter(Boolean).join('-').slice(-120).replace(/^-/, '');
}
