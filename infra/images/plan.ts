// Decides which images are out of date, from hashes of what they are made of.
import { createHash, type Hash } from 'node:crypto';
import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildFailure } from './failure.ts';
import type { Archive } from './host-apt.ts';
import { IMAGES, type Image, SUITE } from './images.ts';

interface Built {
  hash: string;
  tags: string[];
}

/** What the store holds, as the last builds wrote it. */
export type BuiltImages = Record<string, Built>;

export interface Plan {
  /** Images to build, parents first. */
  images: Image[];
  hashes: Map<string, string>;
}

// Files that turn recipes into trees; what only reports or proves changes no image.
const BUILDERS = ['in-chroot.sh', 'inside.sh', 'inside.ts', 'layer.ts', 'publish.ts', 'tree.ts'];

/** Compares the sources with the store. `only` limits the plan to these images and the parents that they lack. */
export async function makePlan(
  sources: string,
  store: string,
  archive: Archive,
  options: { only: string[]; refresh: boolean },
): Promise<Plan> {
  const hashes = await hashImages(sources, archive);
  const built = await readRecord(store);
  const stale = new Set<string>();
  for (const image of IMAGES) {
    const same = built[image.name]?.hash === hashes.get(image.name) && (await isStored(store, image.name));
    if (!same || options.refresh) stale.add(image.name);
  }
  const wanted = withParents(options.only.length > 0 ? options.only : IMAGES.map((image) => image.name));
  return { images: IMAGES.filter((image) => wanted.has(image.name) && stale.has(image.name)), hashes };
}

/** Finds an image by its full name or the last part of it. */
export function findImage(name: string): Image {
  const found = IMAGES.find((image) => image.name === name || image.name.split('/')[1] === name);
  if (!found) throw new BuildFailure(`There is no image ${name}: choose from ${IMAGES.map((i) => i.name).join(', ')}.`);
  return found;
}

function withParents(names: string[]): Set<string> {
  const all = new Set<string>();
  for (const name of names) {
    for (
      let image: Image | undefined = findImage(name);
      image;
      image = image.parent ? findImage(image.parent) : undefined
    ) {
      all.add(image.name);
    }
  }
  return all;
}

async function hashImages(sources: string, archive: Archive): Promise<Map<string, string>> {
  const common = createHash('sha256').update(JSON.stringify([SUITE, process.arch, archive.sources, archive.dates]));
  for (const name of BUILDERS) common.update(await readFile(join(sources, name)));
  const start = common.digest('hex');
  const hashes = new Map<string, string>();
  for (const image of IMAGES) {
    const hash = createHash('sha256').update(JSON.stringify([hashes.get(image.parent ?? '') ?? start, image]));
    await hashFolder(hash, join(sources, 'recipes', image.recipe));
    hashes.set(image.name, hash.digest('hex'));
  }
  return hashes;
}

async function hashFolder(hash: Hash, dir: string): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of files.sort()) hash.update(path.slice(dir.length)).update(await readFile(path));
}

async function isStored(store: string, name: string): Promise<boolean> {
  const link = join(store, 'registry/docker/registry/v2/repositories', name, '_manifests/tags/latest/current/link');
  return access(link).then(
    () => true,
    () => false,
  );
}

async function readRecord(store: string): Promise<BuiltImages> {
  const text = await readFile(join(store, 'built.json'), 'utf8').catch(() => '{}');
  try {
    return JSON.parse(text) as BuiltImages;
  } catch {
    return {};
  }
}

/** Records one finished image; the file is replaced whole, so that an interruption leaves the old one. */
export async function recordBuilt(store: string, name: string, built: Built): Promise<void> {
  const record = { ...(await readRecord(store)), [name]: built };
  const path = join(store, 'built.json');
  await writeFile(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`);
  await rename(`${path}.new`, path);
}
