// The engine that a worker offers: the local one with the machine's settings, and what watches over its instances.
import path from 'node:path';
import type { Cluster } from '@marina/engine/cluster';
import type { Engine } from '@marina/engine/engine';
import { readSeccompProfile } from '@marina/engine/local/cluster';
import { CommandShell } from '@marina/engine/local/command-shell';
import { createDisks, type Disks } from '@marina/engine/local/disks';
import { connectDocker } from '@marina/engine/local/docker';
import { createLocalEngine } from '@marina/engine/local/engine';
import type { StartedInstance } from '@marina/engine/local/host-config';
import { loadAppArmorProfile } from '@marina/engine/local/machine';
import { openFilesLimit } from '@marina/engine/local/open-files-limit';
import { admitNetworks } from '@marina/engine/local/session-network';
import { dockerSocket, registryHost } from '../daemons/dockerd.ts';
import type { WorkerEnv } from '../env.ts';
import { createGate } from '../firewall/firewall.ts';
import { asOthersIn } from '../processors/as-others.ts';
import { guardAgainstCrowds } from './crowd-guard.ts';
import type { EngineEvents, EngineStart } from './engine-thread.ts';
import { watchCluster } from './watched-cluster.ts';

export type WorkerEngine = {
  engine: Engine;
  endBuilds(): Promise<void>;
  removeAll(): Promise<void>;
  close(): Promise<void>;
};

/** Once Docker answers. */
export async function openWorkerEngine(start: EngineStart, events: EngineEvents): Promise<WorkerEngine> {
  const { env } = start;
  const client = connectDocker(dockerSocket(env));
  const { program, args } = asOthersIn(start.joinFile)(['sh']);
  const commands = new CommandShell([program, ...args]);
  const disks = createDisks(path.join(env.home, 'disks'), env.diskOvercommit, commands.run);
  const confinement = {
    ...(await settingsOf(env)),
    disks,
    run: commands.run,
    startOn: start.startOn,
    onStarted: async (instance: StartedInstance) => events.started(instance),
  };
  const gate = createGate(commands.run, env.egress, env.mirrors.length > 0);
  await admitNetworks(client, gate);
  const local = createLocalEngine(client, confinement, gate);
  const { closeDoor, ...cluster } = watchCluster(local.cluster, client, confinement, events.alert);
  await sweepDisks(cluster, disks);
  const stopping = new AbortController();
  const guarding = guardAgainstCrowds(client, events.alert, stopping.signal);
  return {
    engine: { cluster, instances: local.instances, images: local.images },
    endBuilds: local.images.close,
    removeAll: async () => {
      // What is being made now would come after what is removed.
      await closeDoor();
      await removeAllSessions(cluster);
    },
    close: async () => {
      stopping.abort();
      await guarding;
      commands.close();
    },
  };
}

async function settingsOf(env: WorkerEnv) {
  return {
    runtime: env.runtime,
    seccompProfile: await readSeccompProfile(env.seccompProfile),
    registryMirror: `http://${registryHost}`,
    openFiles: await openFilesLimit(),
    appArmorProfile: await loadAppArmorProfile(env.appArmorProfile),
    sysfs: env.sysfs,
    diskBytesPerSecond: env.instanceDiskBytesPerSecond,
  };
}

async function removeAllSessions(cluster: Cluster): Promise<void> {
  const sessions = new Set((await cluster.inventory()).map((object) => object.sessionId));
  await Promise.all([...sessions].map((sessionId) => cluster.removeSession(sessionId)));
}

/** Of instances whose removal a killed agent has not finished. */
async function sweepDisks(cluster: Cluster, disks: Disks): Promise<void> {
  const owned = await cluster.inventory();
  const there = new Set(owned.flatMap((object) => ('instanceId' in object ? [object.instanceId] : [])));
  await disks.sweep((instanceId) => there.has(instanceId));
}
