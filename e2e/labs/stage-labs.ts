// Labs for a Marina under test: its manager is a user who may not look everywhere, so it gets a copy.
import { chmod, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const places = '/var/lib/marina-e2e';

export type StagedLabs = { directory: string } & AsyncDisposable;

/** A copy of the folder that anybody may read. Links are left out: no lab has any. */
export async function stageLabs(from: string): Promise<StagedLabs> {
  const directory = await mkdtemp(path.join(places, 'labs-'));
  await copyLabs(from, directory);
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

async function copyLabs(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (name) => !path.basename(name).startsWith('.') || name === from });
  await chmod(to, 0o755);
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const name = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) await rm(name);
    else await chmod(name, entry.isDirectory() ? 0o755 : 0o644);
  }
}
