// The life of a session: its instances exist, run, and have a terminal waiting.
import { EngineError } from '@marina/engine/errors';
import { newId } from '@marina/protocol/ids';
import type { Worker } from '../workers/worker.ts';
import { findImages } from './find-images.ts';
import type { ReconcilerDeps } from './reconciler.ts';
import type { InstanceRecord, SessionRecord } from './session-record.ts';
import { setUpInstances } from './set-up-instances.ts';

const firstTerminal = { cols: 80, rows: 24 };

/** `again` is called when what a pass has to wait for is there. */
export async function prepareSession(deps: ReconcilerDeps, session: SessionRecord, again: () => void): Promise<void> {
  const worker = deps.workers.find(session.workerId) ?? (await assignWorker(deps, session));
  if (!worker) return;
  const images = await findImages(deps, worker, session, again);
  if (!images) return;
  await worker.engine.cluster.ensureNetwork(session.id, { egress: session.spec.egress });
  const results = await Promise.allSettled(
    session.instances.map((instance) => bringUp(deps, worker, session, { instance, image: images.get(instance.id) })),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  if (!(await setUpInstances(deps, worker, session))) return;
  if (session.status === 'preparing' && isReady(worker, session)) await deps.store.becomeReady(session);
}

async function assignWorker({ store, workers }: ReconcilerDeps, session: SessionRecord): Promise<Worker | undefined> {
  if (session.workerId !== null) return undefined;
  const [worker] = workers.list();
  if (worker) await store.assignWorker(session.id, worker.id);
  return worker;
}

async function bringUp(
  deps: ReconcilerDeps,
  worker: Worker,
  session: SessionRecord,
  { instance, image }: { instance: InstanceRecord; image: string | undefined },
): Promise<void> {
  const { store, onChange } = deps;
  if (instance.status === 'removing') {
    await worker.engine.cluster.removeInstance(instance.id);
    await store.forgetInstance(instance.id);
  }
  if (instance.status !== 'creating' || image === undefined) return;
  try {
    const { id, name, spec } = instance;
    const status = await worker.engine.cluster.ensureInstance({ id, sessionId: session.id, name, image, ...spec });
    if (worker.terminalsOf(id).length === 0) {
      await worker.openTerminal({ terminalId: newId('terminal'), instanceId: id, ...firstTerminal });
    }
    await openExposures(deps, session, instance);
    await store.instanceRuns(id, status.address);
    instance.status = 'running';
    onChange(session.id);
  } catch (error) {
    // In a session that runs already, one instance that can't be is shown as failed; the others go on.
    const hopeless = error instanceof EngineError && !error.retryable;
    if (!hopeless || session.status === 'preparing') throw error;
    await store.instanceFailed(instance.id);
  }
}

/** The lab's own ports have their addresses before anything listens there: its text may name them. */
async function openExposures(
  { labs, exposures }: ReconcilerDeps,
  session: SessionRecord,
  { id, name }: InstanceRecord,
) {
  const declared = labs.find(session.lab)?.exposures.filter(({ instance }) => instance === name) ?? [];
  await exposures.ensure(
    id,
    declared.map(({ port }) => port),
  );
}

/** A student gets a prompt at once; a session for the pool waits until every Docker Engine in it answers. */
function isReady(worker: Worker, session: SessionRecord): boolean {
  if (session.instances.some(({ status }) => status !== 'running')) return false;
  if (session.viewerId !== null) return true;
  return session.instances.every(({ id, spec }) => !spec.docker || worker.observation(id)?.dockerReady === true);
}
