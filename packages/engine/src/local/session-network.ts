// The private network of a session: one Linux bridge, named after the session, and a gate that decides its way out.
import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { type Egress, egressSchema, type NetworkOptions } from '../cluster.ts';
import { labels } from '../labels.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';

/** What opens ways out for a session's bridge. A bridge that it was never told of has none. */
export interface NetworkGate {
  admit(bridge: string, egress: Egress): Promise<void>;
  forget(bridge: string): Promise<void>;
}

export type SessionNetworks = {
  /** Idempotent. @throws EngineError */
  ensure(sessionId: string, options: NetworkOptions): Promise<void>;
  /** Resolves also when there is none. @throws EngineError */
  remove(sessionId: string): Promise<void>;
};

export function createSessionNetworks(client: Docker, gate: NetworkGate): SessionNetworks {
  // With each new network Docker takes its jump to DOCKER-USER out and puts it in again, and two that do so at once
  // leave it there twice, until Docker starts again: https://github.com/moby/moby/pull/43585 has the two commands.
  const oneByOne = pLimit(1);
  return {
    ensure: (sessionId, options) => oneByOne(() => ensureNetwork(client, gate, sessionId, options)),
    remove: (sessionId) => removeNetworks(client, gate, sessionId),
  };
}

async function ensureNetwork(
  client: Docker,
  gate: NetworkGate,
  sessionId: string,
  { egress }: NetworkOptions,
): Promise<void> {
  // Docker allows two networks of one name; asking first is safe because one agent alone makes them.
  if (!(await dockerIfFound('look for the network', client.getNetwork(sessionId).inspect()))) {
    await docker(
      'create the network',
      client.createNetwork({
        Name: sessionId,
        Driver: 'bridge',
        CheckDuplicate: true,
        Options: { 'com.docker.network.bridge.name': bridgeName(sessionId) },
        Labels: { [labels.session]: sessionId, [labels.egress]: egress },
      }),
    );
  }
  await gate.admit(bridgeName(sessionId), egress);
}

async function removeNetworks(client: Docker, gate: NetworkGate, sessionId: string): Promise<void> {
  const networks = await listNetworks(client, `${labels.session}=${sessionId}`);
  await Promise.all(
    networks.map((network) => dockerIfFound('remove the network', client.getNetwork(network.Id).remove())),
  );
  await gate.forget(bridgeName(sessionId));
}

/** Tells a new gate of the networks that are there already: they outlive the agent that made them. */
export async function admitNetworks(client: Docker, gate: NetworkGate): Promise<void> {
  for (const { Labels } of await listNetworks(client, labels.egress)) {
    const egress = egressSchema.catch('none').parse(Labels?.[labels.egress]);
    await gate.admit(bridgeName(Labels?.[labels.session] ?? ''), egress);
  }
}

export function listNetworks(client: Docker, label: string) {
  return docker('list networks', client.listNetworks({ filters: { label: [label] } }));
}

/** At most 15 characters, as the kernel has it, and never used twice: ids are random. */
export function bridgeName(sessionId: string): string {
  return `m-${createHash('sha256').update(sessionId).digest('hex').slice(0, 12)}`;
}
