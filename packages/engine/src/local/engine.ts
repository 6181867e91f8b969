// The engine of one machine. What a builder is made of is no session's: while it builds, the inventory leaves it out.
import type { Engine } from '../engine.ts';
import { createLocalCluster } from './cluster.ts';
import type { Docker } from './docker.ts';
import type { Confinement } from './host-config.ts';
import { createLocalImages, type LocalImages } from './images.ts';
import { createLocalInstances } from './instances.ts';
import type { NetworkGate } from './session-network.ts';

export type LocalEngine = Engine & { images: LocalImages };

export function createLocalEngine(client: Docker, confinement: Confinement, gate: NetworkGate): LocalEngine {
  const cluster = createLocalCluster(client, confinement, gate);
  const instances = createLocalInstances(client);
  const images = createLocalImages({ client, cluster, instances });
  return {
    instances,
    images,
    cluster: {
      ...cluster,
      inventory: async () => {
        // One may begin or end while the list is made.
        const before = images.builderSessions();
        const found = await cluster.inventory();
        const builders = new Set([...before, ...images.builderSessions()]);
        return found.filter(({ sessionId }) => !builders.has(sessionId));
      },
    },
  };
}
