// Builds Marina's images into a registry's files: node infra/images/build.ts --store DIR [--only a,b] [--refresh] [--prune]
import { access, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { BuildFailure } from './failure.ts';
import { type Archive, findArchive } from './host-apt.ts';
import { SUITE } from './images.ts';
import { makePlan, type Plan } from './plan.ts';

const TOOLS = ['mmdebstrap', 'docker-registry', 'unshare', 'setpriv', 'tar', 'chroot', 'apt-config'];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const NEEDED_BYTES = 3e9;

const FLAGS = {
  store: { type: 'string' },
  only: { type: 'string' },
  refresh: { type: 'boolean', default: false },
  prune: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: FLAGS });
  if (!values.store) throw new BuildFailure('Say where the images go: --store DIR.');
  if (process.getuid?.() !== 0) throw new BuildFailure('Images are built as root: run it with sudo.');
  const store = resolve(values.store);
  const sources = import.meta.dirname;
  await requireTool('apt-config');
  const archive = await findArchive(SUITE, process.env.MARINA_DEBIAN_MIRROR);
  const only = (values.only ?? '').split(',').filter((name) => name !== '');
  const plan = await makePlan(sources, store, archive, { only, refresh: values.refresh });
  if (plan.images.length === 0) console.log('Images: up to date.');
  else await build(store, archive, plan);
  if (values.prune) {
    const { collectGarbage } = await import('./registry.ts');
    await withLock(store, () => withTemporary(store, (dir) => collectGarbage(join(store, 'registry'), dir)));
    console.log('Images: pruned.');
  }
}

async function build(store: string, archive: Archive, plan: Plan): Promise<void> {
  const started = performance.now();
  // Loaded only here: most runs find nothing to build, and each start of Marina waits for them.
  const [{ buildAll }, { BuildRegistry }] = await Promise.all([import('./builder.ts'), import('./registry.ts')]);
  for (const tool of TOOLS) await requireTool(tool);
  await requireKeyring();
  await mkdir(join(store, 'registry'), { recursive: true });
  await requireSpace(store, plan);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new BuildFailure('Stopped; the next run goes on from here.')));
  }
  const report = (line: string) => console.log(line);
  await withLock(store, () =>
    withTemporary(store, async (temporary) => {
      const registry = await BuildRegistry.start(join(store, 'registry'), temporary);
      try {
        report(`Images: building ${plan.images.length}.`);
        const sources = import.meta.dirname;
        await buildAll({ store, temporary, sources, archive, registry, stop, report }, plan);
      } finally {
        await registry.close();
      }
    }),
  );
  report(`Images: done in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function requireTool(name: string): Promise<void> {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) if (await exists(join(dir, name))) return;
  throw new BuildFailure(
    `${name} is missing: install it (apt-get install mmdebstrap docker-registry debian-archive-keyring).`,
  );
}

async function requireKeyring(): Promise<void> {
  if (await exists(KEYRING)) return;
  throw new BuildFailure('The Debian archive keys are missing: apt-get install debian-archive-keyring.');
}

async function requireSpace(store: string, plan: Plan): Promise<void> {
  const { bavail, bsize } = await statfs(store);
  const needed = plan.images.some((image) => image.how === 'bootstrap') ? NEEDED_BYTES : NEEDED_BYTES / 3;
  if (bavail * bsize >= needed) return;
  throw new BuildFailure(
    `${store} has ${Math.round((bavail * bsize) / 1e6)} MB free: the images need ${needed / 1e6} MB.`,
  );
}

/** Holds the store for this process; the lock of a process that is gone counts for nothing. */
async function withLock(store: string, work: () => Promise<void>): Promise<void> {
  const path = join(store, 'lock');
  const holder = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (holder !== '' && (await exists(`/proc/${holder}`))) {
    throw new BuildFailure(`Another build (process ${holder}) is writing ${store}: wait for it.`);
  }
  await rm(path, { force: true });
  await writeFile(path, `${process.pid}\n`, { flag: 'wx' });
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** Gives `work` a folder that is removed at the end, and removes those of builds that were interrupted. */
async function withTemporary(store: string, work: (dir: string) => Promise<void>): Promise<void> {
  const prefix = 'build-';
  for (const name of await readdir(store)) {
    if (name.startsWith(prefix)) await rm(join(store, name), { recursive: true, force: true });
  }
  const dir = join(store, `${prefix}${process.pid}`);
  await mkdir(dir, { mode: 0o700 });
  try {
    await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  if (!(error instanceof BuildFailure) && !full) throw error;
  console.error(`Images: ${full ? 'The disk is full.' : error.message}`);
  process.exit(1);
}
