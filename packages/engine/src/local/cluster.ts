// The cluster of one machine: the Docker Engine API directly, a bridge network per session.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import type { ContainerInfo, ContainerInspectInfo } from 'dockerode';
import { z } from 'zod';
import {
  type Cluster,
  type InstanceSpec,
  type InstanceStatus,
  instanceSpecSchema,
  type OwnedObject,
} from '../cluster.ts';
import { EngineError } from '../errors.ts';
import { labels } from '../labels.ts';
import { delegateCgroup, groupsOf, limitDiskSpeed } from './cgroup.ts';
import type { Disks } from './disks.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';
import { type Confinement, dataVolumeName, instanceOptions } from './host-config.ts';
import { createSessionNetworks, listNetworks, type NetworkGate, type SessionNetworks } from './session-network.ts';
import { thaw } from './thaw.ts';
import { limitUserNamespace } from './user-limits.ts';

const killAgainMs = 1_000;
const killAttempts = 30;
const removeVolumeAgainMs = 100;
const removeVolumeAttempts = 10;

/** What overlay2 tells of a container. */
const layerSchema = z.object({ UpperDir: z.string() });

export function createLocalCluster(client: Docker, confinement: Confinement, gate: NetworkGate): Cluster {
  const networks = createSessionNetworks(client, gate);
  return {
    ensureNetwork: networks.ensure,
    ensureInstance: (spec) => ensureInstance(client, confinement, spec),
    removeInstance: (instanceId) => removeInstance(client, confinement.disks, instanceId),
    removeSession: (sessionId) => removeSession(client, confinement.disks, networks, sessionId),
    inventory: () => inventory(client),
  };
}

async function ensureInstance(client: Docker, confinement: Confinement, asked: InstanceSpec): Promise<InstanceStatus> {
  const parsed = instanceSpecSchema.safeParse(asked);
  if (!parsed.success) throw new EngineError('invalid', `bad instance spec: ${parsed.error.issues[0]?.message}`);
  const spec = parsed.data;
  const container = client.getContainer(spec.id);
  const existing = await dockerIfFound('look for the instance', container.inspect());
  if (!existing) await createInstance(client, confinement, spec);
  if (!existing?.State.Running) {
    await prepareDisk(client, confinement.disks, spec);
    await docker('start the instance', container.start());
  }
  const seen = await docker('inspect the instance', container.inspect());
  if (!seen.State.Running)
    throw new EngineError('failed', `the instance stopped at once (exit ${seen.State.ExitCode})`);
  const pid = seen.State.Pid;
  const device = await confinement.disks.deviceOf(spec.id);
  // gVisor's kernel has groups and counts of its own.
  const sharesKernel = confinement.runtime === 'runc';
  await Promise.all([
    sharesKernel && delegateCgroup(pid),
    sharesKernel && limitUserNamespace(confinement.run, pid),
    device && limitDiskSpeed(pid, device, confinement.diskBytesPerSecond),
    confinement.onStarted?.({ sessionId: spec.sessionId, containerId: seen.Id, pid }),
  ]);
  return statusOf(spec.id, seen);
}

async function createInstance(client: Docker, confinement: Confinement, spec: InstanceSpec): Promise<void> {
  await refuseTakenName(client, spec);
  // At the same time: both take a while, and neither needs the other.
  const disk = confinement.disks.ensure(spec.id, spec.limits.diskBytes);
  const options = instanceOptions(spec, confinement);
  // Changed as it runs, so no part of what an instance is compared with later.
  const HostConfig = { ...options.HostConfig, CpusetCpus: confinement.startOn ?? '' };
  const creation = docker('create the instance', client.createContainer({ ...options, HostConfig }));
  const [diskOutcome, creationOutcome] = await Promise.allSettled([disk, creation]);
  if (diskOutcome.status === 'rejected') {
    await removeInstance(client, confinement.disks, spec.id);
    throw diskOutcome.reason;
  }
  if (creationOutcome.status === 'rejected') {
    // Another call may have made it meanwhile: then the disk is its.
    if (!(await dockerIfFound('look for the instance', client.getContainer(spec.id).inspect())))
      await confinement.disks.remove(spec.id);
    throw creationOutcome.reason;
  }
}

/** Also for an instance that is started again: the machine may have been started in between. */
async function prepareDisk(client: Docker, disks: Disks, spec: InstanceSpec): Promise<void> {
  await disks.ensure(spec.id, spec.limits.diskBytes);
  const found = await docker('find the layer of the instance', client.getContainer(spec.id).inspect());
  const { UpperDir } = layerSchema.parse(found.GraphDriver.Data);
  const volume = found.Mounts.find(({ Name }) => Name === dataVolumeName(spec.id))?.Source;
  await disks.take(spec.id, { layer: path.dirname(UpperDir), volume });
}

async function refuseTakenName(client: Docker, spec: InstanceSpec): Promise<void> {
  const siblings = await listContainers(client, `${labels.session}=${spec.sessionId}`);
  const inspected = await Promise.all(
    siblings.map((sibling) => dockerIfFound('inspect a sibling', client.getContainer(sibling.Id).inspect())),
  );
  if (inspected.some((sibling) => sibling?.Config.Hostname === spec.name)) {
    throw new EngineError('conflict', `an instance named ${spec.name} is already in the session`);
  }
}

async function removeInstance(client: Docker, disks: Disks, instanceId: string): Promise<void> {
  await removeContainer(client, disks, instanceId);
  await removeVolume(client, disks, { name: dataVolumeName(instanceId), instanceId });
  await disks.remove(instanceId);
}

/** Again, as a start that is overtaken by this may still put the instance's disk there. */
async function removeVolume(client: Docker, disks: Disks, volume: { name: string; instanceId: string }): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await disks.giveBack(volume.instanceId);
    try {
      await dockerIfFound('remove the volume', client.getVolume(volume.name).remove());
      return;
    } catch (error) {
      if (attempt === removeVolumeAttempts) throw error;
      await sleep(removeVolumeAgainMs);
    }
  }
}

/** `v` also removes volumes that Docker itself made for the image's VOLUME lines: they carry no labels of ours. */
async function removeContainer(client: Docker, disks: Disks, instanceId: string): Promise<void> {
  const container = client.getContainer(instanceId);
  try {
    await stop(container);
    // dockerd can't remove a directory on which something is mounted.
    await disks.giveBack(instanceId);
    await dockerIfFound('remove the instance', container.remove({ force: true, v: true }));
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'conflict')) throw error;
    // 409: another removal is under way; being gone is what was asked for.
    await dockerIfFound('await the removal', container.wait({ condition: 'removed' }));
  }
}

/** At once: an instance keeps nothing. Asks again for as long as it takes: another call may be starting it just now. */
async function stop(container: Dockerode.Container): Promise<void> {
  const seen = await dockerIfFound('look for the instance', container.inspect());
  const groups = seen?.State.Pid ? await groupsOf(seen.State.Pid).catch(() => []) : [];
  let isOver = false;
  const over = dockerIfFound('await the end of the instance', container.wait({ condition: 'not-running' })).then(() => {
    isOver = true;
  });
  for (let attempt = 0; attempt < killAttempts && !isOver; attempt++) {
    await thaw(groups);
    await killIfRunning(container);
    await Promise.race([over, sleep(killAgainMs, undefined, { ref: false })]);
  }
  if (!isOver) throw new EngineError('timeout', 'the instance does not end');
}

async function killIfRunning(container: Dockerode.Container): Promise<void> {
  try {
    await dockerIfFound('end the instance', container.kill());
  } catch (error) {
    // 409: it doesn't run.
    if (!(error instanceof EngineError && error.code === 'conflict')) throw error;
  }
}

async function removeSession(
  client: Docker,
  disks: Disks,
  networks: SessionNetworks,
  sessionId: string,
): Promise<void> {
  const filter = `${labels.session}=${sessionId}`;
  const containers = await listContainers(client, filter);
  const instanceIds = containers.map(({ Labels }) => Labels[labels.instance] ?? '');
  await Promise.all(instanceIds.map((instanceId) => removeContainer(client, disks, instanceId)));
  const volumes = await listVolumes(client, filter);
  const owned = volumes.map(({ Name, Labels }) => ({ name: Name, instanceId: Labels?.[labels.instance] ?? '' }));
  await Promise.all(owned.map((volume) => removeVolume(client, disks, volume)));
  const owners = [...instanceIds, ...owned.map(({ instanceId }) => instanceId)];
  await Promise.all([...new Set(owners)].map((instanceId) => disks.remove(instanceId)));
  await networks.remove(sessionId);
}

async function inventory(client: Docker): Promise<OwnedObject[]> {
  const [containers, volumes, networks] = await Promise.all([
    listContainers(client, labels.session),
    listVolumes(client, labels.session),
    listNetworks(client, labels.session),
  ]);
  return [
    ...containers.map((found) => ownedInstance(found)),
    ...volumes.map((found) => ({
      kind: 'volume' as const,
      sessionId: found.Labels?.[labels.session] ?? '',
      instanceId: found.Labels?.[labels.instance] ?? '',
    })),
    ...networks.map((found) => ({ kind: 'network' as const, sessionId: found.Labels?.[labels.session] ?? '' })),
  ];
}

function ownedInstance(found: ContainerInfo): OwnedObject {
  const sessionId = found.Labels[labels.session] ?? '';
  const instanceId = found.Labels[labels.instance] ?? '';
  const running = found.State === 'running';
  const address = found.NetworkSettings.Networks[sessionId]?.IPAddress || null;
  const state = running ? 'running' : found.State === 'created' ? 'starting' : 'stopped';
  return {
    kind: 'instance',
    sessionId,
    instanceId,
    status: { id: instanceId, state, address: running ? address : null },
  };
}

function statusOf(id: string, seen: ContainerInspectInfo): InstanceStatus {
  const network = seen.Config.Labels[labels.session] ?? '';
  const address = seen.NetworkSettings.Networks[network]?.IPAddress || null;
  return { id, state: seen.State.Running ? 'running' : 'stopped', address };
}

function listContainers(client: Docker, label: string) {
  return docker('list instances', client.listContainers({ all: true, filters: { label: [label] } }));
}

async function listVolumes(client: Docker, label: string) {
  const { Volumes } = await docker('list volumes', client.listVolumes({ filters: { label: [label] } }));
  // Docker answers null, not [], where there is none.
  return Volumes ?? [];
}

/** The profile in `file`, checked to be JSON: Docker reports a broken one only when an instance starts. */
export async function readSeccompProfile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  return JSON.stringify(JSON.parse(text));
}
