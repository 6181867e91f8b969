// Who this worker is to its manager. Made once per data directory: the manager's rows name the worker by it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newId, randomLabel } from '@marina/protocol/ids';

/** `secret` proves that it is the worker that joined first under `id`; the token alone does not. */
export async function ensureIdentity(home: string): Promise<{ id: string; secret: string }> {
  await mkdir(home, { recursive: true });
  const id = await ensureFile(path.join(home, 'id'), () => newId('worker'));
  // Bound to the id: who removes that file becomes a new worker.
  const secret = await ensureFile(path.join(home, `secret-${id}`), randomLabel);
  return { id, secret };
}

async function ensureFile(file: string, make: () => string): Promise<string> {
  const known = (await readIfThere(file)).trim();
  if (known) return known;
  const made = make();
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

/** One that can't be read is not made anew: the manager would take that for a stranger. */
async function readIfThere(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
}
