// A Docker that is killed between the start of a container and its own record of it has "created" written down of what
// runs: it refuses to start it ("id already in use"), removes only its own half, and the container runs on for good.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { listShims } from './shims.ts';

const record = z.object({ State: z.object({ Running: z.boolean() }) });
const intervalMs = 20;
const cleanUpTimeoutMs = 5_000;

/**
 * Ends what the containerd at `containerdSocket` runs and `isKnown` does not, and waits until containerd has removed it.
 * Only while its Docker does not run: a living one may be about to write down what it has started. Returns how many.
 */
export async function endForgottenContainers(
  containerdSocket: string,
  isKnown: (containerId: string) => Promise<boolean>,
): Promise<number> {
  const shims = await listShims(containerdSocket);
  const known = await Promise.all(shims.map(({ containerId }) => isKnown(containerId)));
  const forgotten = shims.filter((_, index) => !known[index]);
  // When a shim is gone, containerd kills and removes the container itself.
  for (const { pid } of forgotten) kill(pid);
  const deadline = performance.now() + cleanUpTimeoutMs;
  while (forgotten.some(({ bundle }) => existsSync(bundle)) && performance.now() < deadline) await sleep(intervalMs);
  return forgotten.length;
}

/**
 * By Docker's own records in its data directories, which it reads again when it starts. Where it keeps none, or in a form
 * that is not known here, everything counts as running.
 */
export async function isWrittenDownAsRunning(dataDirectories: string[], containerId: string): Promise<boolean> {
  const all = dataDirectories.map((directory) => path.join(directory, 'containers')).filter(existsSync);
  const states = await Promise.all(all.map((directory) => stateIn(path.join(directory, containerId))));
  return all.length === 0 || states.includes('running');
}

async function stateIn(directory: string): Promise<'running' | 'not running'> {
  try {
    const { success, data } = record.safeParse(
      JSON.parse(await readFile(path.join(directory, 'config.v2.json'), 'utf8')),
    );
    return !success || data.State.Running ? 'running' : 'not running';
  } catch {
    // Without a record that it can read, Docker does not know the container at all.
    return 'not running';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
