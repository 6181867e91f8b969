// What the instances of a session that are to be made start from.
import type { ImageState } from '../labs/lab-images.ts';
import type { Worker } from '../workers/worker.ts';
import type { ReconcilerDeps } from './reconciler.ts';
import type { SessionRecord } from './session-record.ts';

/**
 * By instance; undefined where the session has to wait for one, or has ended for one: what the lab got wrong ends a
 * session that was not handed over yet, as `build-failed`. In one that runs, where the student has made the instance
 * anew, that instance alone fails.
 * @throws EngineError where the next pass may succeed
 */
export async function findImages(
  { images, store }: ReconcilerDeps,
  worker: Worker,
  session: SessionRecord,
  again: () => void,
): Promise<Map<string, string> | undefined> {
  const found = new Map<string, string>();
  const toMake = session.instances.filter(({ status }) => status === 'creating');
  const states = await Promise.all(
    toMake.map(
      async (instance): Promise<[string, ImageState]> => [
        instance.id,
        await images.imageOf(worker, session.lab, instance, again),
      ],
    ),
  );
  for (const [id, outcome] of states) {
    if (outcome.state === 'ready') found.set(id, outcome.image);
    if (outcome.state !== 'failed') continue;
    if (outcome.error.retryable) throw outcome.error;
    if (session.status !== 'preparing') await store.instanceFailed(id);
    else {
      await store.beginEnd(session.id, 'build-failed', outcome.error.message);
      again();
      return undefined;
    }
  }
  const waits = states.some(([, { state }]) => state === 'building');
  return waits && session.status === 'preparing' ? undefined : found;
}
