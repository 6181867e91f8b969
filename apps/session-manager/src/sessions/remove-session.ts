// The end of a session: everything of it leaves its worker, then its rows say so.
import type { ReconcilerDeps } from './reconciler.ts';
import type { SessionRecord } from './session-record.ts';

/** Leaves a session `ending` while its worker is out of reach, unless the worker itself is given up. */
export async function removeSession({ store, workers, log }: ReconcilerDeps, session: SessionRecord): Promise<void> {
  const worker = workers.find(session.workerId);
  const givenUp = session.workerId === null || session.endReason === 'worker-gone';
  if (!worker && !givenUp) return;
  await worker?.engine.cluster.removeSession(session.id);
  await store.finishEnd(session.id);
  log('session ended', { session: session.id, reason: session.endReason });
}
