// The engine's cluster as the manager gets it: closes before a stop, and ends instances that are not what was asked for.
import os from 'node:os';
import type { Cluster } from '@marina/engine/cluster';
import { EngineError } from '@marina/engine/errors';
import type { Docker } from '@marina/engine/local/docker';
import { endDrifted, findDrift } from '@marina/engine/local/drift';
import type { Confinement } from '@marina/engine/local/host-config';
import { log, messageOf } from './log.ts';
import { createTurns } from './turns.ts';

export type WatchedCluster = Cluster & {
  /** From now on nothing is made; resolves when all that is being made has been. */
  closeDoor(): Promise<void>;
};

export function watchCluster(cluster: Cluster, client: Docker, confinement: Confinement): WatchedCluster {
  const underWay = new Set<Promise<unknown>>();
  // Making a container takes a core for a second, and who types meanwhile needs one, too.
  const inTurn = createTurns(Math.max(1, os.availableParallelism() - 1));
  let isClosing = false;
  const through = <T>(work: () => Promise<T>): Promise<T> => {
    if (isClosing) return Promise.reject(new EngineError('unavailable', 'the worker is stopping'));
    const done = work();
    underWay.add(done);
    return done.finally(() => underWay.delete(done));
  };
  return {
    ...cluster,
    ensureNetwork: (...args) => through(() => cluster.ensureNetwork(...args)),
    ensureInstance: (spec) => through(() => inTurn(() => cluster.ensureInstance(spec))),
    // The manager asks every few seconds, to compare what there is with its rows.
    inventory: async () => {
      await endAllDrifted(client, confinement).catch((error: unknown) =>
        log('drift unknown', { error: messageOf(error) }),
      );
      return cluster.inventory();
    },
    closeDoor: async () => {
      isClosing = true;
      await Promise.allSettled(underWay);
    },
  };
}

async function endAllDrifted(client: Docker, confinement: Confinement): Promise<void> {
  for (const drift of await findDrift(client, confinement)) {
    log('drift: an instance is not what was asked for, and is ended', drift);
    await endDrifted(client, drift);
  }
}
