// Drives workers to what the rows say, one session at a time, and removes what no row knows.
// Level-triggered: each pass reads the rows anew, so it may be asked too often, and a crash anywhere is made good
// by the next pass.
import { EngineError } from '@marina/engine/errors';
import type { ExposureStore } from '../exposures/exposure-store.ts';
import type { LabImages } from '../labs/lab-images.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import { type Log, messageOf } from '../log.ts';
import type { Worker } from '../workers/worker.ts';
import type { Workers } from '../workers/workers.ts';
import { prepareSession } from './prepare-session.ts';
import { removeSession } from './remove-session.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionStore } from './session-store.ts';

export type ReconcilerDeps = {
  store: SessionStore;
  workers: Workers;
  labs: LabShelf;
  images: Pick<LabImages, 'imageOf'>;
  exposures: Pick<ExposureStore, 'ensure'>;
  /** Something a browser shows of this session may have changed. */
  onChange: (sessionId: string) => void;
  log: Log;
};

const maxAttempts = 5;
const firstRetryMs = 250;
const awayRetryMs = 1_000;

export class Reconciler {
  readonly #deps: ReconcilerDeps;
  /** Sessions under way; `again` when one was asked for meanwhile. */
  readonly #busy = new Map<string, { again: boolean; done: Promise<void> }>();
  readonly #attempts = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  constructor(deps: ReconcilerDeps) {
    this.#deps = deps;
  }

  /** Brings the session to its rows, soon; passes of one session never overlap. */
  kick(sessionId: string): void {
    if (this.#closed) return;
    const busy = this.#busy.get(sessionId);
    if (busy) busy.again = true;
    else this.#busy.set(sessionId, { again: false, done: this.#run(sessionId) });
  }

  /** Compares everything on the worker with the rows. */
  async reconcileWorker(worker: Worker): Promise<void> {
    const { store, log } = this.#deps;
    // Rows before and after the inventory: an object unknown to the later rows is an orphan, and an instance
    // missing from the inventory was lost only if the earlier rows had it running.
    const before = (await store.unfinished()).filter((session) => session.workerId === worker.id);
    const inventory = await worker.engine.cluster.inventory();
    const after = (await store.unfinished()).filter((session) => session.workerId === worker.id);
    const known = new Map(after.map((session) => [session.id, session]));
    for (const orphan of new Set(inventory.map(({ sessionId }) => sessionId).filter((id) => !known.has(id)))) {
      log('removing what no session owns', { worker: worker.name, session: orphan });
      await worker.engine.cluster.removeSession(orphan);
    }
    const found = new Map(
      inventory.flatMap((object) => (object.kind === 'instance' ? [[object.instanceId, object.status]] : [])),
    );
    for (const object of inventory) {
      const session = known.get(object.sessionId);
      const isInstance =
        object.kind === 'instance' && session && !session.instances.some(({ id }) => id === object.instanceId);
      if (isInstance) await worker.engine.cluster.removeInstance(object.instanceId);
    }
    for (const session of before) await this.#checkLosses(worker, session, known.get(session.id), found);
    for (const session of after) if (needsWork(session)) this.kick(session.id);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all([...this.#busy.values()].map(({ done }) => done));
  }

  async #checkLosses(
    worker: Worker,
    before: SessionRecord,
    now: SessionRecord | undefined,
    found: Map<string, { state: string }>,
  ): Promise<void> {
    const { store, log } = this.#deps;
    for (const instance of before.instances) {
      const still = now?.instances.find(({ id }) => id === instance.id)?.status === 'running';
      if (instance.status !== 'running' || !still) continue;
      const status = found.get(instance.id);
      if (status?.state === 'running') continue;
      if (status) await store.instanceStopped(instance.id);
      else {
        log('an instance is lost', { session: before.id, instance: instance.id });
        const reason = worker.wasDrained || before.viewerId === null ? 'drained' : 'worker-gone';
        await store.beginEnd(before.id, reason);
      }
      this.kick(before.id);
    }
  }

  async #run(sessionId: string): Promise<void> {
    try {
      await this.#pass(sessionId);
      this.#attempts.delete(sessionId);
    } catch (error) {
      await this.#retryOrFail(sessionId, error).catch((second: unknown) => this.#report(sessionId, second));
    }
    this.#deps.onChange(sessionId);
    const again = this.#busy.get(sessionId)?.again;
    this.#busy.delete(sessionId);
    if (again) this.kick(sessionId);
  }

  async #pass(sessionId: string): Promise<void> {
    const session = await this.#deps.store.find(sessionId);
    if (!session || session.status === 'ended') return;
    if (session.status === 'ending') await removeSession(this.#deps, session);
    else await prepareSession(this.#deps, session, () => this.kick(sessionId));
  }

  async #retryOrFail(sessionId: string, error: unknown): Promise<void> {
    this.#report(sessionId, error);
    // The worker or its Docker is away: that is not the session's fault, and it may be back any moment.
    if (error instanceof EngineError && error.code === 'unavailable') {
      this.#later(sessionId, awayRetryMs);
      return;
    }
    const attempt = (this.#attempts.get(sessionId) ?? 0) + 1;
    this.#attempts.set(sessionId, attempt);
    const hopeless = error instanceof EngineError && !error.retryable;
    const session = await this.#deps.store.find(sessionId);
    if (session?.status === 'preparing' && (hopeless || attempt >= maxAttempts)) {
      await this.#deps.store.beginEnd(sessionId, 'failed', messageOf(error));
      this.#attempts.delete(sessionId);
    }
    this.#later(sessionId, firstRetryMs * 2 ** Math.min(attempt, 6));
  }

  #later(sessionId: string, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.kick(sessionId);
    }, delayMs);
    this.#timers.add(timer);
  }

  #report(sessionId: string, error: unknown): void {
    this.#deps.log('a session could not be brought to its spec', { session: sessionId, error: messageOf(error) });
  }
}

function needsWork(session: SessionRecord): boolean {
  if (session.status === 'preparing' || session.status === 'ending') return true;
  return session.instances.some(({ status }) => status === 'creating' || status === 'removing');
}
