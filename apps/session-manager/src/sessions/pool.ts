// Keeps sessions ready before anyone asks, per lab.
import { newId } from '@marina/protocol/ids';
import type { Limits } from '../env.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import type { Workers } from '../workers/workers.ts';
import { sessionFor } from './new-session.ts';
import type { Reconciler } from './reconciler.ts';
import type { SessionStore } from './session-store.ts';

const restAfterFailureMs = 60_000;

export type PoolDeps = {
  store: SessionStore;
  workers: Workers;
  reconciler: Reconciler;
  labs: LabShelf;
  limits: Limits;
};

/** Starts what is missing. One at a time per lab and call: making sessions must not slow those in use. */
export async function refillPool({ store, workers, reconciler, labs, limits }: PoolDeps): Promise<void> {
  const [worker] = workers.list();
  if (!worker) return;
  for (const lab of labs.list()) {
    // Most labs ask for none: a setting for all of them would fill the machine with sessions that nobody wants.
    const wanted = lab.pool === 0 ? 0 : (limits.pool ?? lab.pool);
    const room = (await store.countUnfinished()) < limits.maxSessions;
    if (!room || (await store.countPool(lab.slug)) >= wanted) continue;
    // What has just failed would only fail again, again and again.
    if (await store.poolFailedSince(lab.slug, new Date(Date.now() - restAfterFailureMs))) continue;
    const session = sessionFor(lab, limits, { viewerId: null, workerId: worker.id });
    const id = newId('session');
    await store.create({ id, ...session });
    reconciler.kick(id);
  }
}
