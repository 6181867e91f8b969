// Ends what a supervisor that was killed left running.
import path from 'node:path';
import { endLeftover } from '@marina/prisma/cluster-leftover';
import type { Settings } from './env.ts';
import { endRecorded, recordedNames } from './process-record.ts';

/** A worker takes its daemon and all instances down with it when it is asked to stop; killed half-way, it leaves them. */
export const WORKER_STOP_MS = 80_000;
export const MANAGER_STOP_MS = 10_000;

export function recordsDir(settings: Settings): string {
  return path.join(settings.runDir, 'processes');
}

/**
 * Before a start: the agent is killed, not asked, because its instances must outlive it; the next agent takes them
 * over, and students go on. Returns the names of what was ended.
 */
export async function endBeforeStart(settings: Settings): Promise<string[]> {
  return endAll(settings, 'SIGKILL');
}

/** For good: the agent is asked, and removes its instances. */
export async function endForGood(settings: Settings): Promise<string[]> {
  const ended = await endAll(settings, 'SIGTERM');
  await endLeftover(path.join(settings.home, 'postgres'));
  return ended;
}

async function endAll(settings: Settings, signal: NodeJS.Signals): Promise<string[]> {
  const directory = recordsDir(settings);
  const ended: string[] = [];
  // The worker first: it says goodbye to a manager that still listens.
  for (const name of recordedNames(directory).sort().reverse()) {
    if (await endRecorded(directory, name, signal, WORKER_STOP_MS)) ended.push(name);
  }
  return ended;
}
