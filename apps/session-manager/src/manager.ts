// Composition root of the session manager.
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import http, { type Server } from 'node:http';
import { createPrisma, type PrismaClient } from '@marina/prisma';
import pLimit from 'p-limit';
import { createAlerts } from './alerts/alerts.ts';
import type { Database } from './database/database.ts';
import type { Stores } from './database/stores.ts';
import type { ManagerEnv } from './env.ts';
import { exposureHosts } from './exposures/exposure-host.ts';
import { createExposureProxy } from './exposures/exposure-proxy.ts';
import { createApi } from './http/api.ts';
import { limitOpenings } from './http/openings.ts';
import { openPages } from './http/pages.ts';
import { createIdentity } from './identity/identity.ts';
import { createLogins } from './identity/logins-store.ts';
import { keepImages } from './labs/keep-images.ts';
import { LabImages } from './labs/lab-images.ts';
import { type LabShelf, openLabShelf } from './labs/lab-shelf.ts';
import { SessionChecks } from './labs/session-checks.ts';
import { watchLabs } from './labs/watch-labs.ts';
import type { Log } from './log.ts';
import { createActivity } from './sessions/activity.ts';
import { countProcessorTime } from './sessions/count-processor-time.ts';
import { followInstances } from './sessions/follow-instances.ts';
import { refillPool } from './sessions/pool.ts';
import { runReaper } from './sessions/reaper.ts';
import { Reconciler } from './sessions/reconciler.ts';
import { SessionHub } from './sessions/session-hub.ts';
import { createSessionView } from './sessions/session-view.ts';
import { createSessions } from './sessions/sessions.ts';
import { handleUpgrades } from './sockets/upgrades.ts';
import { createWorkerGateway } from './workers/worker-gateway.ts';
import { Workers, type WorkersEvents } from './workers/workers.ts';

export type Manager = { port: number; close(): Promise<void> };

/** Who never ends their request gives up their connection. A body may take as long as Node lets it: apps take uploads. */
const patience = { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 };

export async function startManager(env: ManagerEnv, { stores }: Database, log: Log): Promise<Manager> {
  await stores.workers.allLeft();
  // For logins alone: better-auth wants Prisma's client itself, which does not pass between threads.
  const prisma = createPrisma(env.databaseUrl);
  const labs = await openLabShelf(env.labsDirectory, log);
  const core = createCore(env, { stores, prisma }, labs, log);
  const server = http.createServer(patience);
  const pages = env.webDirectory ? await openPages(env.webDirectory, env.port) : undefined;
  const openings = limitOpenings(env.limits.openingsPerMinute);
  const labsWatch = env.labsWatched ? watchLabs(env.labsDirectory, labs, log) : undefined;
  labsWatch?.onChange(() => core.keeper.prepareAll());
  const api = await createApi(server, { ...core, labs, labsWatch, pages, openings, publicUrl: env.publicUrl, log });
  serveAppsFirst(server, core);
  const upgrades = handleUpgrades(server, { ...core, publicUrl: env.publicUrl });
  const linkServer = env.linkSocket ? await listenForWorkers(env.linkSocket, core.joinWorker) : undefined;
  server.listen(env.port, env.host);
  await once(server, 'listening');
  const stopping = new AbortController();
  const counting = countProcessorTime({ ...core, burningMs: env.alerts.burningMs, log }, stopping.signal);
  const reaping = runReaper(
    { ...core, workerStore: stores.workers, workerGoneMs: env.limits.workerGoneMs, log },
    stopping.signal,
  );
  return {
    port: portOf(server),
    close: async () => {
      stopping.abort();
      await Promise.all([reaping, counting]);
      labsWatch?.close();
      upgrades.close();
      linkServer?.close();
      server.close();
      server.closeAllConnections();
      await core.workers.close();
      await Promise.all([core.checks.close(), core.alerts.close()]);
      core.hub.close();
      await core.reconciler.close();
      await Promise.all([api.close(), pages?.close()]);
      await prisma.$disconnect();
    },
  };
}

type Core = ReturnType<typeof createCore>;

type Tables = { stores: Stores; prisma: PrismaClient };

function createCore(env: ManagerEnv, { stores, prisma }: Tables, labs: LabShelf, log: Log) {
  const { limits, publicUrl, signInRequired } = env;
  const { sessions: store, exposures, viewers, progress } = stores;
  const logins = createLogins(prisma, { secret: env.authSecret, publicUrl });
  const identity = createIdentity({ viewers, logins, signInRequired, publicUrl });
  const hosts = exposureHosts(publicUrl, env.appsDomain);
  const activity = createActivity(
    (sessionId, at) => store.touch(sessionId, at),
    (sessionId) => checks.used(sessionId),
  );
  // Two at once would both make what is missing.
  const inTurn = pLimit(1);
  const refill = () => inTurn(() => refillPool({ store, workers, reconciler, labs, limits }));
  const onChange = (sessionId: string) => hub.changed(sessionId);
  const workers: Workers = new Workers(
    stores.workers,
    onceMade(() => events),
  );
  const alerts = createAlerts({ url: env.alerts.url, publicUrl, log });
  const checks = new SessionChecks({ store, progress, labs, workers, log });
  const images = new LabImages({ labs, limits, log });
  const keeper = keepImages({ images, workers, log });
  const reconciler = new Reconciler({ store, workers, labs, images, exposures, onChange, log });
  const view = createSessionView({ workers, exposures, activity, labs, exposureUrl: hosts.url });
  const hub: SessionHub = new SessionHub(store, view, log);
  const events = followInstances({ store, exposures, reconciler, hub, onCapacity: refill, keeper, alerts, log });
  const protocol = publicUrl.protocol.replace(':', '');
  return {
    store,
    workers,
    reconciler,
    hub,
    view,
    checks,
    progress,
    keeper,
    alerts,
    onChange,
    logins,
    identity,
    activity,
    hosts,
    flushActivity: activity.flush,
    refillPool: refill,
    sessions: createSessions({ store, workers, reconciler, activity, labs, limits, onChange }),
    apps: createExposureProxy({ exposures, workers, protocol, onUse: activity.touch }),
    joinWorker: createWorkerGateway(workers, env.workerToken),
  };
}

/** Workers, the reconciler and the hub need each other: events reach them only once all are made. */
function onceMade(events: () => WorkersEvents): WorkersEvents {
  return {
    onInstance: (...event) => events().onInstance(...event),
    onTerminals: (...event) => events().onTerminals(...event),
    onAlert: (...event) => events().onAlert(...event),
    onJoined: (worker) => events().onJoined(worker),
    onLeft: (worker) => events().onLeft(worker),
  };
}

/** Requests for students' apps never reach Marina's own routes, whatever their path. */
function serveAppsFirst(server: Server, { hosts, apps }: Pick<Core, 'hosts' | 'apps'>): void {
  const own = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const label = hosts.labelOf(request.headers.host);
    if (label !== undefined) return void apps.handle(label, request, response);
    for (const listener of own) listener.call(server, request, response);
  });
}

async function listenForWorkers(socketPath: string, joinWorker: Core['joinWorker']): Promise<Server> {
  await rm(socketPath, { force: true });
  const server = http.createServer((_request, response) => response.writeHead(404).end());
  server.on('upgrade', joinWorker);
  server.listen(socketPath);
  await once(server, 'listening');
  await chmod(socketPath, 0o600);
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
