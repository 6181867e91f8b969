// Labs for a Marina under test: its manager is a user who may not look everywhere, so it gets a copy.
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { copyLabs } from '@marina/labs/copy-labs';

const places = '/var/lib/marina-e2e';

export type StagedLabs = { directory: string } & Disposable;

/** A copy of the folder that anybody may read. */
export async function stageLabs(from: string): Promise<StagedLabs> {
  await mkdir(places, { recursive: true, mode: 0o755 });
  const directory = await mkdtemp(path.join(places, 'labs-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  // A process that is told to stop ends without disposing.
  process.once('exit', remove);
  await copyLabs(from, directory);
  return {
    directory,
    [Symbol.dispose]: () => {
      process.off('exit', remove);
      remove();
    },
  };
}
