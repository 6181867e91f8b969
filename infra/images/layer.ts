// Packs a tree as a gzip layer, with the whiteouts that say what the parent had and the tree has not.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { explain } from './failure.ts';

export interface Layer {
  path: string;
  digest: string;
  size: number;
  /** Digest of the layer before compression, as the image's configuration lists it. */
  diffId: string;
}

// Layers travel inside one machine or one network: a faster first start is worth more than a tenth of the size.
const GZIP_LEVEL = 1;

/** Packs `tree`; `removed` are paths below it, without those whose directory is removed as well. */
export async function packLayer(tree: string, removed: string[], scratch: string, what: string): Promise<Layer> {
  const path = join(scratch, 'layer.tar.gz');
  const argv = ['--numeric-owner', '--xattrs', '--xattrs-include=security.capability', '--sort=name', '-c'];
  if (removed.length > 0) {
    const names = await makeWhiteouts(removed, scratch);
    // Overlayfs marks a removed file with a device node, which has no meaning in a layer.
    argv.push('--anchored', '--no-wildcards', '-X', names.overlay, '-C', tree, '.');
    argv.push('-C', names.dir, '--no-recursion', '-T', names.whiteouts);
  } else argv.push('-C', tree, '.');
  const tar = spawn('tar', argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  tar.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>((resolve) => tar.on('close', resolve));
  const layer = await compress(tar.stdout, path);
  if ((await ended) !== 0) throw explain(`Packing ${what}`, errors);
  return layer;
}

async function compress(tar: Readable, path: string): Promise<Layer> {
  const plain = createHash('sha256');
  const packed = createHash('sha256');
  let size = 0;
  const gzip = createGzip({ level: GZIP_LEVEL });
  const counted = new PassThrough();
  counted.on('data', (chunk: Buffer) => {
    packed.update(chunk);
    size += chunk.length;
  });
  tar.on('data', (chunk: Buffer) => plain.update(chunk));
  await pipeline(tar, gzip, counted, createWriteStream(path));
  return { path, digest: `sha256:${packed.digest('hex')}`, size, diffId: `sha256:${plain.digest('hex')}` };
}

async function makeWhiteouts(removed: string[], scratch: string) {
  const dir = join(scratch, 'whiteouts');
  await mkdir(dir, { recursive: true });
  const files: string[] = [];
  for (const path of removed) {
    const file = join(dirname(path), `.wh.${path.slice(path.lastIndexOf('/') + 1)}`);
    await mkdir(join(dir, dirname(path)), { recursive: true });
    await writeFile(join(dir, file), '');
    files.push(`./${file}`);
  }
  const overlay = join(scratch, 'overlay-marks');
  const whiteouts = join(scratch, 'whiteout-names');
  await writeFile(overlay, removed.map((path) => `./${path}\n`).join(''));
  await writeFile(whiteouts, files.map((file) => `${file}\n`).join(''));
  return { dir, overlay, whiteouts };
}

/** Compares two listings (one path a line) and answers the topmost paths that only the first has. */
export async function findRemoved(before: string, after: string): Promise<string[]> {
  const [had, has] = await Promise.all([readFile(before, 'utf8'), readFile(after, 'utf8')]);
  const now = new Set(has.split('\n'));
  return had.split('\n').filter((path) => {
    const parent = dirname(path);
    return path !== '' && !now.has(path) && (parent === '.' || now.has(parent));
  });
}
