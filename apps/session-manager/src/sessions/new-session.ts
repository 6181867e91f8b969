// What a new session of a lab is made of.
import type { Lab } from '@marina/labs/lab';
import { MarinaError } from '@marina/protocol/errors';
import { newId } from '@marina/protocol/ids';
import type { Limits } from '../env.ts';
import type { SessionSpec } from './session-record.ts';
import type { NewInstance, NewSession } from './session-store.ts';

/** The kinds of instance there are, and whether each has a Docker Engine of its own. */
const instanceKinds: ReadonlyMap<string, { docker: boolean }> = new Map([
  ['marina/docker', { docker: true }],
  ['marina/base', { docker: false }],
]);

export const defaultImage = 'marina/docker';

export function sessionFor(
  lab: Lab,
  limits: Limits,
  owner: Pick<NewSession, 'viewerId' | 'workerId'>,
): Omit<NewSession, 'id'> {
  return {
    lab: lab.slug,
    ...owner,
    spec: specFor(lab, limits),
    instances: lab.instances.map(({ name, image }) => newInstance(name, image, limits)),
  };
}

export function specFor(lab: Lab, limits: Limits): SessionSpec {
  return {
    durationMs: limits.sessionMs ?? lab.durationMinutes * 60_000,
    idleTimeoutMs: limits.idleTimeoutMs,
    extensionMs: limits.extensionMs,
    extensionsLeft: limits.extensions,
    maxInstances: Math.max(limits.maxInstances, lab.instances.length),
    egress: lab.egress,
  };
}

/** @throws MarinaError `unknown-image` */
export function newInstance(name: string, image: string, limits: Limits): NewInstance {
  const kind = instanceKinds.get(image);
  if (!kind) throw new MarinaError('unknown-image', image);
  return { id: newId('instance'), name, image, spec: { docker: kind.docker, limits: limits.instance } };
}

/** The first of node1, node2… that is free. */
export function freeName(taken: readonly string[]): string {
  for (let number = 1; ; number++) if (!taken.includes(`node${number}`)) return `node${number}`;
}
