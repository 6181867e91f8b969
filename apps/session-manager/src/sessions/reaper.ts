// The clock of all sessions: ends those whose time, idle time, processor time or worker has run out.
import { setInterval as every } from 'node:timers/promises';
import type { EndReason } from '@marina/protocol/session';
import { type Log, messageOf } from '../log.ts';
import type { WorkerStore } from '../workers/worker-store.ts';
import type { Workers } from '../workers/workers.ts';
import type { Reconciler } from './reconciler.ts';
import { idleEndsAt, type SessionRecord } from './session-record.ts';
import type { SessionStore } from './session-store.ts';

export type ReaperDeps = {
  store: SessionStore;
  workerStore: WorkerStore;
  workers: Workers;
  reconciler: Reconciler;
  /** Writes the activity that is only in memory. */
  flushActivity: () => Promise<void>;
  refillPool: () => Promise<void>;
  workerGoneMs: number;
  log: Log;
};

const tickMs = 1_000;
/** Every how many ticks all objects of all workers are compared with the rows. */
const inventoryEvery = 10;

/** Runs until `signal` aborts; a failed round is logged and the next one makes it good. */
export async function runReaper(deps: ReaperDeps, signal: AbortSignal): Promise<void> {
  let tick = 0;
  try {
    for await (const _ of every(tickMs, undefined, { signal })) {
      tick += 1;
      await round(deps, tick).catch((error: unknown) =>
        deps.log('a round of the reaper failed', { error: messageOf(error) }),
      );
    }
  } catch {
    // Aborted.
  }
}

async function round(deps: ReaperDeps, tick: number): Promise<void> {
  await deps.flushActivity();
  const now = new Date();
  const gone = new Set(await deps.workerStore.goneSince(new Date(now.getTime() - deps.workerGoneMs)));
  for (const session of await deps.store.unfinished()) {
    const reason = reasonToEnd(session, now, gone);
    if (reason && (await deps.store.beginEnd(session.id, reason)))
      deps.log('ending a session', { session: session.id, reason });
    if (reason || waits(session)) deps.reconciler.kick(session.id);
  }
  if (tick % inventoryEvery === 0) {
    await Promise.all(deps.workers.list().map((worker) => deps.reconciler.reconcileWorker(worker)));
  }
  await deps.refillPool();
}

export function reasonToEnd(
  session: SessionRecord,
  now: Date,
  goneWorkers: ReadonlySet<string>,
): EndReason | undefined {
  if (session.status === 'ended' || session.status === 'ending') return undefined;
  if (session.workerId !== null && goneWorkers.has(session.workerId)) return 'worker-gone';
  if (session.expiresAt && session.expiresAt <= now) return 'expired';
  const { processorBudgetMs } = session.spec;
  if (processorBudgetMs !== null && session.processorMs >= processorBudgetMs) return 'processor-time';
  const idleEnd = idleEndsAt(session);
  return idleEnd && idleEnd <= now ? 'idle' : undefined;
}

/** A session for the pool becomes ready when its worker reports so; nothing else asks for its next pass. */
function waits(session: SessionRecord): boolean {
  return session.status === 'preparing' && session.viewerId === null;
}
