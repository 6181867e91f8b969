// The file trees that images are made in: a fresh Debian, an overlay on a parent, a copy of it.
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contained, run } from './command.ts';
import type { Archive } from './host-apt.ts';
import { SUITE } from './images.ts';
import { readImage } from './publish.ts';
import type { BuildRegistry } from './registry.ts';

/** A finished tree: its directories as overlayfs wants them (topmost first) and the list of its paths. */
export interface Tree {
  lowers: string[];
  listing: string;
}

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Makes the Debian tree that everything starts from, under a dpkg configuration file; what apt read about the archive is kept for the other images. */
export async function bootstrap(
  root: string,
  lists: string,
  archive: Archive,
  dpkgConfig: string,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(dirname(root), { recursive: true });
  const options = [...archive.transport, ...archive.dates, 'APT::Sandbox::User "root";'];
  await run(
    contained([
      'mmdebstrap',
      ...['--mode=root', '--variant=minbase', '--format=directory', `--keyring=${KEYRING}`],
      ...[`--dpkgopt=${dpkgConfig}`, '--skip=cleanup/apt/lists', ...options.map((line) => `--aptopt=${line}`)],
      ...[SUITE, root, ...archive.sources],
    ]),
    { what: `${SUITE} from ${archive.sources[0]?.split(' ')[1]}`, signal },
  );
  await rm(lists, { recursive: true, force: true });
  await mkdir(dirname(lists), { recursive: true });
  await rename(join(root, 'var/lib/apt/lists'), lists);
  await mkdir(join(root, 'var/lib/apt/lists/partial'), { recursive: true });
  await writeSources(root, archive);
  for (const leftover of [
    'dev',
    'run',
    'tmp',
    'etc/apt/apt.conf.d/99mmdebstrap',
    'etc/dpkg/dpkg.cfg.d/99mmdebstrap',
    'etc/apt/sources.list',
  ]) {
    await rm(join(root, leftover), { recursive: true, force: true });
  }
  for (const name of ['dev', 'run']) await mkdir(join(root, name), { mode: 0o755 });
  await run(['install', '-d', '-m', '1777', join(root, 'tmp')], { what: 'Making /tmp' });
  // The engine mounts these two files: they must exist, and say nothing about the machine that built the image.
  for (const name of ['etc/resolv.conf', 'etc/hostname']) await writeFile(join(root, name), '');
}

async function writeSources(root: string, archive: Archive): Promise<void> {
  const stanzas = archive.sources.map((line) => {
    const [, uri, suite, ...components] = line.split(' ');
    const lines = ['Types: deb', `URIs: ${uri}`, `Suites: ${suite}`, `Components: ${components.join(' ')}`];
    return [...lines, `Signed-By: ${KEYRING}`, ''].join('\n');
  });
  await writeFile(join(root, 'etc/apt/sources.list.d/debian.sources'), stanzas.join('\n'));
  if (archive.dates.length > 0) {
    await writeFile(join(root, 'etc/apt/apt.conf.d/10marina-dates'), `${archive.dates.join('\n')}\n`);
  }
}

/** Copies a tree without its manuals and translations; licences stay. */
export async function copyFlat(tree: Tree, root: string): Promise<void> {
  const [from, ...more] = tree.lowers;
  if (!from || more.length > 0) throw new Error('only a tree of one layer can be copied');
  const left = ['./usr/share/man/*', './usr/share/info/*', './usr/share/locale/*', './usr/share/doc/*/[!c]*'];
  const pack = ['tar', '-C', from, '--xattrs', '--xattrs-include=security.capability', '--numeric-owner'];
  const script = '"$@" -c . | tar -C "$ROOT" -x --xattrs --xattrs-include="*" --numeric-owner';
  await mkdir(root, { recursive: true });
  await run(['sh', '-c', script, 'copy', ...pack, ...left.map((pattern) => `--exclude=${pattern}`)], {
    what: 'Copying the Debian tree',
    env: { ROOT: root },
  });
}

/** Unpacks a pushed image into one directory, for when only what stands on it is rebuilt. */
export async function unpack(registry: BuildRegistry, name: string, dir: string): Promise<Tree> {
  const root = join(dir, 'root');
  await mkdir(root, { recursive: true });
  const { manifest } = await readImage(registry, name);
  for (const [index, { digest }] of manifest.layers.entries()) {
    const file = join(dir, `${index}.tar.gz`);
    const { body } = await registry.getBlob(name, digest);
    if (!body) throw new Error(`${name} has an empty layer`);
    await pipeline(Readable.from(body), createWriteStream(file));
    await run(['tar', '-C', root, '-xzf', file, '--xattrs', '--xattrs-include=*', '--numeric-owner', '--overwrite'], {
      what: `Unpacking ${name}`,
    });
    await applyWhiteouts(root);
    await rm(file);
  }
  const listing = join(dir, 'listing');
  await run(['sh', '-c', 'find . -mindepth 1 -printf "%P\\n" >"$1"', 'list', listing], {
    what: 'Listing a tree',
    cwd: root,
  });
  return { lowers: [root], listing };
}

async function applyWhiteouts(root: string): Promise<void> {
  const script =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's, not a template's
    'find . -name ".wh.*" | while read -r mark; do base=${mark##*/}; rm -rf "$mark" "${mark%/*}/${base#.wh.}"; done';
  await run(['sh', '-c', script], { what: 'Unpacking a layer', cwd: root });
}
