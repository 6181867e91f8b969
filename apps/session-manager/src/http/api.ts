// The REST API under /api/v1: schemas in, schemas out, one error shape, and an OpenAPI document made of the same schemas.
import type { Server } from 'node:http';
import swagger from '@fastify/swagger';
import { healthSchema } from '@marina/protocol/catalogue';
import { MarinaError } from '@marina/protocol/errors';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Identity } from '../identity/identity.ts';
import type { Logins } from '../identity/logins-store.ts';
import type { LabShelf } from '../labs/lab-shelf.ts';
import type { ProgressStore } from '../labs/progress-store.ts';
import type { SessionChecks } from '../labs/session-checks.ts';
import type { LabsWatch } from '../labs/watch-labs.ts';
import type { Log } from '../log.ts';
import type { SessionView } from '../sessions/session-view.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Workers } from '../workers/workers.ts';
import { createErrorReply } from './error-reply.ts';
import type { Openings } from './openings.ts';
import { isOwnHost, isOwnOrigin } from './origin.ts';
import type { Pages } from './pages.ts';
import { catalogueRoutes, viewerRoutes } from './routes-catalogue.ts';
import { labChangesRoute } from './routes-lab-changes.ts';
import { helpRoutes, progressRoutes } from './routes-progress.ts';
import { activityRoutes, checkRoutes, instanceRoutes, sessionRoutes } from './routes-sessions.ts';

const maxBodyBytes = 64 * 1024;

export type ApiDeps = {
  sessions: Sessions;
  view: SessionView;
  identity: Identity;
  logins: Logins;
  labs: LabShelf;
  progress: ProgressStore;
  checks: SessionChecks;
  workers: Workers;
  pages: Pages | undefined;
  openings: Openings;
  labsWatch: LabsWatch | undefined;
  publicUrl: URL;
  log: Log;
};

function newServer(server: Server) {
  // Fastify listens to nothing itself: it answers the requests of the one server that also carries the sockets.
  return Fastify({
    serverFactory: (handler) => server.on('request', handler),
    bodyLimit: maxBodyBytes,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<ZodTypeProvider>();
}
export type Api = ReturnType<typeof newServer>;

export async function createApi(server: Server, deps: ApiDeps): Promise<FastifyInstance> {
  const app = newServer(server);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(createErrorReply(deps.log));
  refuseForeignPages(app, deps.publicUrl);
  await app.register(swagger, {
    openapi: { info: { title: 'Marina', version: '1', description: 'The API of Marina’s session manager.' } },
    transform: jsonSchemaTransform,
  });
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>();
      api.setNotFoundHandler(() => {
        throw new MarinaError('not-found');
      });
      catalogueRoutes(api, deps);
      viewerRoutes(api, deps);
      progressRoutes(api, deps);
      helpRoutes(api, deps);
      sessionRoutes(api, deps);
      activityRoutes(api, deps);
      checkRoutes(api, deps);
      instanceRoutes(api, deps);
      if (deps.labsWatch) labChangesRoute(api, deps.labsWatch);
      scope.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    },
    { prefix: '/api/v1' },
  );
  healthRoute(app, deps.workers);
  await passThrough(app, '/api/auth/*', deps.logins.handle);
  if (deps.pages) await passThrough(app, '/*', deps.pages.handle);
  await app.ready();
  return app;
}

function refuseForeignPages(app: Api, publicUrl: URL): void {
  app.addHook('onRequest', async (request) => {
    if (!isOwnHost(request.headers, publicUrl)) throw new MarinaError('unknown-host');
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && !isOwnOrigin(request.headers, publicUrl)) throw new MarinaError('foreign-origin');
  });
}

function healthRoute(app: Api, workers: Workers): void {
  app.get('/healthz', {
    schema: { hide: true, response: { 200: healthSchema } },
    handler: async () => ({ ready: workers.list().length > 0, workers: workers.list().length }),
  });
}

/** Hands the untouched request to a handler that writes its own reply. */
async function passThrough(app: Api, path: string, handle: Pages['handle']): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all(path, { schema: { hide: true } }, (request, reply) => {
      reply.hijack();
      void handle(request.raw, reply.raw);
    });
  });
}
