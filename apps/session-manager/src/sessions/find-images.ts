// What the instances of a session that are to be made start from.
import type { ImageState } from '../labs/lab-images.ts';
import type { Worker } from '../workers/worker.ts';
import type { ReconcilerDeps } from './reconciler.ts';
import type { InstanceRecord, SessionRecord } from './session-record.ts';

/**
 * By instance; undefined where the session has to wait for one, or has ended for one: what the lab got wrong ends a
 * session that was not handed over yet, as `build-failed`. In one that runs, where the student has made the instance
 * anew, that instance alone fails.
 * @throws EngineError where the next pass may succeed
 */
export async function findImages(
  deps: ReconcilerDeps,
  worker: Worker,
  session: SessionRecord,
  again: () => void,
): Promise<Map<string, string> | undefined> {
  const found = new Map<string, string>();
  const toMake = session.instances.filter(({ status }) => status === 'creating');
  const states = await Promise.all(toMake.map((instance) => stateOf(deps, worker, session, { instance, again })));
  for (const [index, outcome] of states.entries()) {
    const id = toMake[index]?.id ?? '';
    if (outcome.state === 'ready') found.set(id, outcome.image);
    if (outcome.state !== 'failed') continue;
    if (outcome.error.retryable) throw outcome.error;
    if (session.status !== 'preparing') await deps.store.instanceFailed(id);
    else {
      await deps.store.beginEnd(session.id, 'build-failed', outcome.error.message);
      again();
      return undefined;
    }
  }
  const waits = states.some(({ state }) => state === 'building');
  return waits && session.status === 'preparing' ? undefined : found;
}

async function stateOf(
  { images }: ReconcilerDeps,
  worker: Worker,
  session: SessionRecord,
  { instance, again }: { instance: InstanceRecord; again: () => void },
): Promise<ImageState> {
  const state = await images.imageOf(worker, session.lab, instance, again);
  // One that has stopped is only started again: whatever its lab says by now, it needs no image.
  const wasMade = instance.setUpAt !== null;
  return wasMade && state.state !== 'ready' ? { state: 'ready', image: instance.image } : state;
}
