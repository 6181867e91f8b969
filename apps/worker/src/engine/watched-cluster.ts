// The engine's cluster as the manager gets it: closes before a stop, and ends instances that are not what was asked for.
import type { Cluster } from '@marina/engine/cluster';
import { EngineError } from '@marina/engine/errors';
import type { Docker } from '@marina/engine/local/docker';
import { endDrifted, findDrift, untoldSettings } from '@marina/engine/local/drift';
import type { Confinement } from '@marina/engine/local/host-config';
import pLimit from 'p-limit';
import { capacity } from '../capacity.ts';
import { log, messageOf } from '../log.ts';
import type { EngineEvents } from './engine-thread.ts';

export type WatchedCluster = Cluster & {
  /** From now on nothing is made; resolves when all that is being made has been. */
  closeDoor(): Promise<void>;
};

export function watchCluster(
  cluster: Cluster,
  client: Docker,
  confinement: Confinement,
  alert: EngineEvents['alert'],
): WatchedCluster {
  const underWay = new Set<Promise<unknown>>();
  // Making a container takes a core for a second, and who types meanwhile needs one, too.
  const inTurn = pLimit(Math.max(1, capacity().cpus - 1));
  const untold = findUntold(client, confinement);
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
      await endAllDrifted(client, confinement, await untold, alert).catch((error: unknown) =>
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

/** Undefined where it is unknown: then nothing is ended for drift. */
async function findUntold(client: Docker, confinement: Confinement): Promise<string[] | undefined> {
  try {
    const untold = await untoldSettings(client, confinement);
    if (untold.length > 0)
      log('this Docker Engine tells some settings in another way; their drift is not seen', { untold });
    return untold;
  } catch (error) {
    log('drift is not watched', { error: messageOf(error) });
    return undefined;
  }
}

async function endAllDrifted(
  client: Docker,
  confinement: Confinement,
  untold: string[] | undefined,
  alert: EngineEvents['alert'],
): Promise<void> {
  if (!untold) return;
  for (const drift of await findDrift(client, confinement, untold)) {
    log('drift: an instance is not what was asked for, and is ended', drift);
    await endDrifted(client, drift);
    alert({ kind: 'drift', instanceId: drift.instanceId, differences: drift.differences });
  }
}
