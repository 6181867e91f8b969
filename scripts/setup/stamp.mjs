// Stamps say which inputs an output was made from, so that a second start makes nothing twice.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NOT_INPUTS = new Set(['node_modules', '.next', 'generated', 'dist', '.git', 'next-env.d.ts']);

/**
 * The SHA-256 of files and directory trees, over names and contents.
 * @param {string} root @param {string[]} inputs relative to root
 */
export function hashInputs(root, inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => listFiles(path.join(root, input)))) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Runs `make` unless `stampFile` already holds `wanted`. The stamp goes first and comes back last, so that an
 * interrupted run is repeated.
 * @param {string} stampFile @param {string} wanted @param {() => Promise<void>} make
 * @returns {Promise<boolean>} whether it was made
 */
export async function makeIfStale(stampFile, wanted, make) {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false;
  rmSync(stampFile, { force: true });
  await make();
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
  return true;
}

/** @param {string} start @returns {string[]} */
function listFiles(start) {
  if (!existsSync(start)) return [];
  /** @type {string[]} */
  const files = [];
  const open = [start];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const entries = readEntries(place);
    if (!entries) files.push(place);
    else for (const entry of entries) if (!NOT_INPUTS.has(entry)) open.push(path.join(place, entry));
  }
  return files.sort();
}

/** @param {string} place */
function readEntries(place) {
  try {
    return readdirSync(place);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
