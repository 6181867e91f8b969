// Clears away the run directory after a clean stop.
import { rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Removes what we made, and directories only when they are empty: below them may be mount points of a worker that did
 * not stop cleanly, and a mount of the clone itself.
 */
export function removeRunDir(runDir: string): void {
  for (const name of ['manager', 'postgres', 'processes'])
    rmSync(path.join(runDir, name), { recursive: true, force: true });
  const empty = ['app', 'worker'].map((name) => removeIfEmpty(path.join(runDir, name)));
  if (empty.includes(false)) return;
  rmSync(path.join(runDir, 'lock'), { force: true });
  removeIfEmpty(runDir);
  removeIfEmpty(path.dirname(runDir));
}

function removeIfEmpty(directory: string): boolean {
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
