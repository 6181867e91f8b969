// Workers have the images of all labs, also those that could not be asked just now.
import { type Log, messageOf } from '../log.ts';
import type { Worker } from '../workers/worker.ts';
import type { Workers } from '../workers/workers.ts';
import type { LabImages } from './lab-images.ts';

/** How long a worker's Docker may take to come back before it is asked again. */
const retryMs = 10_000;

export type KeepImagesDeps = { images: Pick<LabImages, 'prepare'>; workers: Workers; log: Log };

export function keepImages({ images, workers, log }: KeepImagesDeps) {
  const prepare = (worker: Worker): void => {
    images.prepare(worker).catch((error: unknown) => {
      if (workers.find(worker.id) !== worker) return;
      log('images of labs are not prepared', { error: messageOf(error) });
      setTimeout(() => prepare(worker), retryMs).unref();
    });
  };
  return {
    /** For a worker that has joined. */
    prepare,
    /** For labs that have changed. */
    prepareAll(): void {
      for (const worker of workers.list()) prepare(worker);
    },
  };
}
