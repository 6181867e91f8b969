// Whether an instance is still what was made of its spec: who has the worker's Docker could have changed or replaced it.
import { isDeepStrictEqual } from 'node:util';
import type { ContainerInspectInfo, HostConfig } from 'dockerode';
import { instanceSpecSchema } from '../cluster.ts';
import { labels } from '../labels.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';
import { type Confinement, dataVolumeName, instanceOptions } from './host-config.ts';

/** What no instance has that was not made with it; Docker answers null, '' or nothing where it is so. */
const never = [
  ...(['Privileged', 'Binds', 'Devices', 'DeviceCgroupRules', 'DeviceRequests', 'VolumesFrom', 'Sysctls'] as const),
  ...(['PidMode', 'UTSMode', 'UsernsMode', 'CgroupParent', 'GroupAdd', 'ExtraHosts', 'OomKillDisable'] as const),
  ...(['PortBindings', 'PublishAllPorts', 'Links', 'NanoCpus', 'CpuRealtimeRuntime'] as const),
] satisfies (keyof HostConfig)[];

export type Drift = {
  instanceId: string;
  /** The container’s own id: another one may have the instance's labels. */
  containerId: string;
  /** Names of settings; never their values, which may be long. */
  differences: string[];
};

/** Instances that run, or could be started again, with other settings than theirs. `untold`: see `untoldSettings`. */
export async function findDrift(
  client: Docker,
  confinement: Confinement,
  untold: readonly string[] = [],
): Promise<Drift[]> {
  const filters = { label: [labels.instance] };
  const listed = await docker('list instances', client.listContainers({ all: true, filters }));
  const found: Drift[] = [];
  // One by one: each answer is long, and to read thirty in one go would keep echoes waiting.
  for (const { Id } of listed) {
    const seen = await dockerIfFound('inspect an instance', client.getContainer(Id).inspect());
    const drift = seen && driftOf(seen, confinement, untold);
    if (drift) found.push(drift);
  }
  return found;
}

const specimenName = 'marina-specimen';
const specimen = {
  id: `ins_${'0'.repeat(26)}`,
  sessionId: `ses_${'0'.repeat(26)}`,
  name: 'specimen',
  image: 'marina/base',
  limits: { memoryBytes: 2 ** 28, cpus: 1, pids: 100, diskBytes: 2 ** 29 },
};

/**
 * Settings that this Docker Engine tells in another way than they were given to it, by a container that never runs.
 * What they are can't be compared: an instance that nobody has changed must never be ended for it.
 */
export async function untoldSettings(client: Docker, confinement: Confinement): Promise<string[]> {
  const { HostConfig = {}, ...options } = instanceOptions(
    { ...specimen, docker: confinement.runtime === 'runc' },
    confinement,
  );
  const host = { ...HostConfig, NetworkMode: 'none' };
  await removeSpecimen(client);
  try {
    const plainOptions = { ...options, name: specimenName, Labels: {}, NetworkingConfig: {}, HostConfig: host };
    const made = await docker('make a specimen', client.createContainer(plainOptions));
    return hostDifferences(await docker('inspect the specimen', made.inspect()), host);
  } finally {
    await removeSpecimen(client);
  }
}

async function removeSpecimen(client: Docker): Promise<void> {
  await dockerIfFound('remove the specimen', client.getContainer(specimenName).remove({ force: true, v: true }));
  await dockerIfFound('remove its volume', client.getVolume(dataVolumeName(specimen.id)).remove());
}

/** Ends it; what only has the labels of an instance, without being it, is removed. */
export async function endDrifted(client: Docker, { instanceId, containerId, differences }: Drift): Promise<void> {
  const container = client.getContainer(containerId);
  if (differences.includes('name')) {
    await dockerIfFound('remove what is no instance', container.remove({ force: true, v: true }));
    return;
  }
  const seen = await dockerIfFound(`look for ${instanceId}`, container.inspect());
  if (seen?.State.Running) await dockerIfFound('end a changed instance', container.kill());
}

export function driftOf(
  seen: ContainerInspectInfo,
  confinement: Confinement,
  untold: readonly string[] = [],
): Drift | undefined {
  const differences = differencesOf(seen, confinement).filter((name) => !untold.includes(name));
  const instanceId = seen.Config.Labels[labels.instance] ?? '';
  return differences.length > 0 ? { instanceId, containerId: seen.Id, differences } : undefined;
}

function differencesOf(seen: ContainerInspectInfo, confinement: Confinement): string[] {
  const { Labels, Hostname, Image } = seen.Config;
  const spec = instanceSpecSchema.safeParse({
    id: Labels[labels.instance],
    sessionId: Labels[labels.session],
    name: Hostname,
    image: Image,
    docker: Labels[labels.docker] === '1',
    limits: parsed(Labels[labels.limits]),
  });
  const ownName = seen.Name === `/${Labels[labels.instance]}` ? [] : ['name'];
  if (!spec.success) return [...ownName, 'labels'];
  const expected = instanceOptions(spec.data, confinement).HostConfig ?? {};
  return [...ownName, ...hostDifferences(seen, expected)];
}

function hostDifferences(seen: ContainerInspectInfo, expected: HostConfig): string[] {
  const actual: HostConfig = { ...seen.HostConfig, CapAdd: withoutPrefix(seen.HostConfig.CapAdd) };
  const keys = Object.keys(expected) as (keyof HostConfig)[];
  return [
    ...keys.filter((key) => !isDeepStrictEqual(plain(actual[key]), plain(expected[key]))),
    ...never.filter((key) => !(key in expected) && !isNothing(actual[key])),
  ];
}

/** Docker writes all names with it, however they were given. */
function withoutPrefix(names: unknown): string[] {
  return Array.isArray(names) ? names.map((name) => String(name).replace(/^CAP_/, '')).sort() : [];
}

/** Without what is missing, null, false, zero or empty, at any depth: Docker fills in some of it, and drops some. */
function plain(value: unknown): unknown {
  if (isNothing(value)) return undefined;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const kept = plain(inner);
    return isNothing(kept) ? [] : [[key, kept] as const];
  });
  return Object.fromEntries(entries);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
