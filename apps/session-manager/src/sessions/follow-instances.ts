// What follows from what workers report of instances: ports get labels, stopped instances start again, watchers are told.
import type { Observation } from '@marina/engine/instances';
import type { Alerts } from '../alerts/alerts.ts';
import type { ExposureStore } from '../exposures/exposure-store.ts';
import type { keepImages } from '../labs/keep-images.ts';
import { type Log, messageOf } from '../log.ts';
import type { WorkersEvents } from '../workers/workers.ts';
import type { Reconciler } from './reconciler.ts';
import type { SessionHub } from './session-hub.ts';
import type { SessionStore } from './session-store.ts';

export type FollowDeps = {
  store: SessionStore;
  exposures: ExposureStore;
  reconciler: Reconciler;
  hub: SessionHub;
  /** The pool may have room for more, now that this worker is there. */
  onCapacity: () => Promise<void>;
  keeper: Pick<ReturnType<typeof keepImages>, 'prepare'>;
  alerts: Alerts;
  log: Log;
};

/** An instance that stops more often than this within the window is given up: it would only stop again. */
const maxRestarts = 3;
const restartWindowMs = 60_000;

export function followInstances(deps: FollowDeps): WorkersEvents {
  const { reconciler, hub, log } = deps;
  const restarts = createRestartCounter();
  const attempt = (what: string, work: Promise<void>) => {
    work.catch((error: unknown) => log(`${what} failed`, { error: messageOf(error) }));
  };
  return {
    onInstance: (instanceId, observation) => {
      attempt('taking a report', takeReport(deps, instanceId, observation, restarts));
    },
    onTerminals: (instanceIds) => {
      for (const instanceId of instanceIds) attempt('telling of terminals', tellSession(deps, instanceId));
    },
    onAlert: (alert) => deps.alerts.raise(alert),
    onJoined: (worker) => {
      hub.allChanged();
      deps.keeper.prepare(worker);
      attempt('going through a worker', reconciler.reconcileWorker(worker).then(deps.onCapacity));
    },
    onLeft: () => hub.allChanged(),
  };
}

async function takeReport(
  { store, exposures, reconciler, hub }: FollowDeps,
  instanceId: string,
  { running, ports }: Observation,
  restarts: RestartCounter,
): Promise<void> {
  const found = await store.sessionOfInstance(instanceId);
  if (!found) return;
  if (running) await exposures.ensure(instanceId, ports);
  else if (found.instanceStatus === 'running') {
    if (restarts.tooMany(instanceId)) await store.instanceFailed(instanceId);
    else await store.instanceStopped(instanceId);
    reconciler.kick(found.sessionId);
  }
  if (found.sessionStatus === 'preparing' || (running && !found.isSetUp)) reconciler.kick(found.sessionId);
  hub.changed(found.sessionId);
}

async function tellSession({ store, hub }: FollowDeps, instanceId: string): Promise<void> {
  const found = await store.sessionOfInstance(instanceId);
  if (found) hub.changed(found.sessionId);
}

type RestartCounter = { tooMany(instanceId: string): boolean };

function createRestartCounter(): RestartCounter {
  const times = new Map<string, number[]>();
  return {
    tooMany: (instanceId) => {
      const now = Date.now();
      for (const [id, all] of times) if (all.every((time) => now - time > restartWindowMs)) times.delete(id);
      const recent = (times.get(instanceId) ?? []).filter((time) => now - time < restartWindowMs);
      times.set(instanceId, [...recent, now]);
      return recent.length >= maxRestarts;
    },
  };
}
