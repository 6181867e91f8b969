// What a new session of a lab is made of.
import type { Lab } from '@marina/labs/lab';
import { MarinaError } from '@marina/protocol/errors';
import { newId } from '@marina/protocol/ids';
import type { Limits } from '../env.ts';
import type { InstanceAsk, SessionSpec } from './session-record.ts';
import type { NewInstance, NewSession } from './session-store.ts';

/** The kinds of instance there are, and whether each has a Docker Engine of its own. */
const instanceKinds: ReadonlyMap<string, { docker: boolean }> = new Map([
  ['marina/docker', { docker: true }],
  ['marina/base', { docker: false }],
]);

export const defaultImage = 'marina/docker';

const minuteMs = 60_000;

export function sessionFor(
  lab: Lab,
  limits: Limits,
  owner: Pick<NewSession, 'viewerId' | 'workerId'>,
): Omit<NewSession, 'id'> {
  return {
    lab: lab.slug,
    ...owner,
    spec: specFor(lab, limits),
    instances: lab.instances.map(({ name, image }) => newInstance(name, image, instanceLimits(lab, limits))),
  };
}

export function specFor(lab: Lab, limits: Limits): SessionSpec {
  const { sessionMinutes = lab.durationMinutes, idleMinutes = Number.POSITIVE_INFINITY, extensions } = lab.time;
  return {
    durationMs: limits.sessionMs ?? sessionMinutes * minuteMs,
    idleTimeoutMs: Math.min(limits.idleTimeoutMs, idleMinutes * minuteMs),
    extensionMs: limits.extensionMs,
    extensionsLeft: Math.min(limits.extensions, extensions ?? limits.extensions),
    maxInstances: Math.max(limits.maxInstances, lab.instances.length),
    egress: lab.egress,
    processorBudgetMs: limits.processorBudgetMs,
  };
}

/** What an instance of the lab may use: what the lab asks for, where the operator allows it. */
export function instanceLimits(lab: Pick<Lab, 'limits'>, { instance }: Limits): InstanceAsk['limits'] {
  const { memory, cpus, disk, processes } = lab.limits;
  return {
    memoryBytes: Math.min(instance.memoryBytes, bytesOf(memory)),
    cpus: Math.min(instance.cpus, cpus ?? Number.POSITIVE_INFINITY),
    pids: Math.min(instance.pids, processes ?? Number.POSITIVE_INFINITY),
    diskBytes: Math.min(instance.diskBytes, bytesOf(disk)),
  };
}

/** @throws MarinaError `unknown-image` */
export function newInstance(name: string, image: string, limits: InstanceAsk['limits']): NewInstance {
  const kind = instanceKinds.get(image);
  if (!kind) throw new MarinaError('unknown-image', image);
  return { id: newId('instance'), name, image, spec: { docker: kind.docker, limits } };
}

/** The first of node1, node2… that is free. */
export function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) if (!taken.includes(`node${number}`)) return `node${number}`;
}

/** `512MB`, `4GB`, as lab.yaml has them. */
function bytesOf(size: string | undefined): number {
  if (size === undefined) return Number.POSITIVE_INFINITY;
  return Number.parseInt(size, 10) * (size.endsWith('GB') ? 2 ** 30 : 2 ** 20);
}
