// Students' apps: a request to LABEL.APPS-DOMAIN goes to the port of the instance that the label stands for.
// Addresses come from the agent's own record of the instance; a host name or header never decides where we dial.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '@marina/engine/errors';
import { MarinaError } from '@marina/protocol/errors';
import type { Workers } from '../workers/workers.ts';
import { appErrorPage } from './app-error-page.ts';
import { headersForApp, headersFromApp } from './exposure-headers.ts';
import type { ExposureStore } from './exposure-store.ts';

export type ExposureProxyDeps = {
  exposures: ExposureStore;
  workers: Workers;
  protocol: string;
  onUse: (sessionId: string) => void;
};

export type ExposureProxy = ReturnType<typeof createExposureProxy>;

/** Longest silence of an app before its request is given up. */
const appTimeoutMs = 60_000;

export function createExposureProxy(deps: ExposureProxyDeps) {
  return {
    async handle(label: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
      try {
        await forward(await dial(deps, label), request, response, clientOf(request, deps, false));
      } catch (error) {
        if (response.headersSent) return void response.destroy();
        appErrorPage(response, request.headers['accept-language'], toAppError(error));
      }
    },

    async upgrade(label: string, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      try {
        const app = await dial(deps, label);
        app.write(requestHead(request, headersForApp(request.headers, clientOf(request, deps, true))));
        if (head.length > 0) app.write(head);
        await Promise.all([pipeline(socket, app), pipeline(app, socket)]).catch(() => undefined);
      } catch {
        socket.destroy();
      }
    },
  };
}

async function dial({ exposures, workers, onUse }: ExposureProxyDeps, label: string): Promise<Duplex> {
  const target = label ? await exposures.find(label) : undefined;
  if (!target) throw new MarinaError('exposure-not-found');
  const worker = workers.find(target.workerId);
  if (!worker) throw new MarinaError('worker-unreachable');
  onUse(target.sessionId);
  return worker.engine.instances.dial(target.instanceId, target.port);
}

function forward(
  app: Duplex,
  request: IncomingMessage,
  response: ServerResponse,
  client: Parameters<typeof headersForApp>[1],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request({
      method: request.method,
      path: request.url,
      headers: { ...headersForApp(request.headers, client), connection: 'close' },
      createConnection: () => app,
      setHost: false,
    });
    const timer = setTimeout(() => outgoing.destroy(new MarinaError('app-timeout')), appTimeoutMs);
    outgoing.once('response', (incoming) => {
      clearTimeout(timer);
      response.writeHead(incoming.statusCode ?? 502, headersFromApp(incoming.headers));
      pipeline(incoming, response).then(resolve, reject);
    });
    outgoing.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    response.once('close', () => app.destroy());
    pipeline(request, outgoing).catch(() => outgoing.destroy());
  });
}

function requestHead(request: IncomingMessage, headers: Record<string, string | string[]>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((item) => `${name}: ${item}`));
  return [`${request.method} ${request.url} HTTP/1.1`, ...lines, '', ''].join('\r\n');
}

function clientOf(request: IncomingMessage, { protocol }: ExposureProxyDeps, upgrade: boolean) {
  return { address: request.socket.remoteAddress ?? '', protocol, upgrade };
}

function toAppError(error: unknown): MarinaError {
  if (error instanceof MarinaError) return error;
  if (error instanceof EngineError && error.code === 'timeout') return new MarinaError('app-timeout');
  return new MarinaError('app-unreachable', undefined, { cause: error });
}
