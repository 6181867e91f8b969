// Builds the images of a plan, two at a time, each as soon as its parent is there.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Archive } from './host-apt.ts';
import type { Image } from './images.ts';
import { runInside } from './inside.ts';
import { findRemoved, packLayer } from './layer.ts';
import { type Plan, recordBuilt } from './plan.ts';
import { publish } from './publish.ts';
import type { BuildRegistry } from './registry.ts';
import { bootstrap, copyFlat, type Tree, unpack } from './tree.ts';

// Unpacking and packing alternate between the disk and one core: more than this only waits.
const AT_ONCE = 2;

export interface Site {
  store: string;
  /** Removed when the build ends. */
  temporary: string;
  sources: string;
  archive: Archive;
  registry: BuildRegistry;
  /** Ends the build at once. */
  stop: AbortController;
  report: (line: string) => void;
}

/** Builds every image of the plan and records it; the first failure ends the others before it is thrown. */
export async function buildAll(site: Site, plan: Plan): Promise<void> {
  const { stop } = site;
  let failure: unknown;
  const fail = (error: unknown): never => {
    failure ??= stop.signal.aborted ? stop.signal.reason : error;
    stop.abort();
    throw failure;
  };
  const trees = new Map<string, Promise<Tree>>();
  const gate = new Gate(AT_ONCE);
  const lists = plan.images.some((image) => image.how === 'bootstrap') ? undefined : { updated: false };
  const treeOf = (name: string): Promise<Tree> => {
    const tree =
      trees.get(name) ?? unpack(site.registry, name, join(site.temporary, `parent-${name.replace('/', '-')}`));
    trees.set(name, tree);
    return tree;
  };
  for (const image of plan.images) {
    const made = (async () => {
      const parent = image.parent ? await treeOf(image.parent) : undefined;
      return gate.pass(async () => {
        const update = lists !== undefined && !lists.updated;
        if (lists) lists.updated = true;
        stop.signal.throwIfAborted();
        return buildOne(site, image, parent, plan.hashes.get(image.name) ?? '', update, stop.signal);
      });
    })().catch(fail);
    // Looked at below; a child's failure is its parent's.
    made.catch(() => undefined);
    trees.set(image.name, made);
    // apt's lists must be whole before a second image reads them.
    if (lists && !lists.updated) await made;
  }
  await Promise.allSettled(trees.values());
  if (failure) throw failure;
}

async function buildOne(
  site: Site,
  image: Image,
  parent: Tree | undefined,
  hash: string,
  update: boolean,
  signal: AbortSignal,
): Promise<Tree> {
  const started = performance.now();
  const dir = join(site.temporary, image.name.replace('/', '-'));
  const root = join(dir, 'root');
  const scratch = join(dir, 'scratch');
  const cache = { archives: join(site.store, 'apt/archives'), lists: join(site.store, 'apt/lists') };
  const dpkgConfig = join(site.sources, 'recipes', image.recipe, 'files/etc/dpkg/dpkg.cfg.d/marina');
  if (image.how === 'bootstrap') await bootstrap(root, cache.lists, site.archive, dpkgConfig, signal);
  if (image.how === 'flat' && parent) await copyFlat(parent, root);
  const onTop = image.how === 'layer' || image.how === 'scratch';
  const upper = join(dir, 'upper');
  const overlay = onTop && parent ? { lowers: parent.lowers, upper, work: join(dir, 'work') } : undefined;
  const { sources, archive } = site;
  const version = await runInside({
    image,
    root,
    scratch,
    sources,
    cache,
    update,
    archive,
    signal,
    ...(overlay && { overlay }),
  });
  const listing = join(scratch, 'listing');
  const removed = image.how === 'layer' && parent ? await findRemoved(parent.listing, listing) : [];
  const content = { bootstrap: root, flat: root, layer: upper, scratch: join(scratch, 'out') }[image.how];
  const layer = await packLayer(content, removed, scratch, image.name);
  const tags = await publish(site.registry, image, layer, version);
  await rm(layer.path);
  await recordBuilt(site.store, image.name, { hash, tags });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const size = (layer.size / 1e6).toFixed(1);
  site.report(`  ${image.name.padEnd(20)} ${seconds.padStart(6)} s ${size.padStart(7)} MB  ${tags.join(' ')}`);
  return { lowers: overlay ? [upper, ...overlay.lowers] : [root], listing };
}

/** Lets so many through at a time, in the order they came. */
class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#free = width;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
