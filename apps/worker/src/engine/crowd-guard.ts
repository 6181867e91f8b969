// Ends instances that take so many cgroups that others could get none.
import { setTimeout as sleep } from 'node:timers/promises';
import { findCrowded } from '@marina/engine/local/crowded-groups';
import { type Docker, dockerIfFound } from '@marina/engine/local/docker';
import { log, messageOf } from '../log.ts';
import type { EngineEvents } from './engine-thread.ts';

/** Ten thousand groups are made in a second, and cost others the more the more there are, also when they go. */
const everyMs = 200;

/** Until `signal` aborts. */
export async function guardAgainstCrowds(
  client: Docker,
  alert: EngineEvents['alert'],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await endCrowded(client, alert).catch((error: unknown) =>
      log('crowded groups unknown', { error: messageOf(error) }),
    );
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function endCrowded(client: Docker, alert: EngineEvents['alert']): Promise<void> {
  for (const instanceId of await findCrowded(client)) {
    log('an instance has too many cgroups, and is ended', { instance: instanceId });
    await dockerIfFound('end a crowded instance', client.getContainer(instanceId).kill());
    alert({ kind: 'crowded', instanceId });
  }
}
