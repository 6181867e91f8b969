// Every upgrade request of the one port: apps, workers, terminals, session facts.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorTable, MarinaError } from '@marina/protocol/errors';
import { createFramePool, type FramePool } from '@marina/protocol/frame-pool';
import { terminalSubprotocol } from '@marina/protocol/terminal-frames';
import { joinPath } from '@marina/protocol/worker-link';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ExposureHosts } from '../exposures/exposure-host.ts';
import type { ExposureProxy } from '../exposures/exposure-proxy.ts';
import { toMarinaError } from '../http/error-reply.ts';
import { languageOf } from '../http/language.ts';
import { isOwnHost, isOwnOrigin } from '../http/origin.ts';
import type { Identity } from '../identity/identity.ts';
import type { SessionChecks } from '../labs/session-checks.ts';
import type { Activity } from '../sessions/activity.ts';
import type { SessionHub } from '../sessions/session-hub.ts';
import type { SessionView } from '../sessions/session-view.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { followSession } from './session-socket.ts';
import { relayTerminal } from './terminal-socket.ts';

export type UpgradeDeps = {
  identity: Identity;
  sessions: Sessions;
  view: SessionView;
  hub: SessionHub;
  checks: SessionChecks;
  activity: Activity;
  hosts: ExposureHosts;
  apps: ExposureProxy;
  joinWorker: (request: IncomingMessage, socket: Duplex) => void;
  publicUrl: URL;
};

const maxMessageBytes = 128 * 1024;
/** Of one viewer: every terminal that they may have, and then some. */
const mostSockets = 300;
const closeGraceMs = 1_000;
const pingIntervalMs = 20_000;

export function handleUpgrades(server: Server, deps: UpgradeDeps): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    // Compression would hold back output and hide the flow control's figures.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(terminalSubprotocol) ? terminalSubprotocol : false),
  });
  const stopPings = keepAlive(sockets);
  const places = countPlaces(mostSockets);
  const pool = createFramePool();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const label = deps.hosts.labelOf(request.headers.host);
    if (label !== undefined) return void deps.apps.upgrade(label, request, socket, head);
    if (request.url === joinPath) return deps.joinWorker(request, socket);
    if (!isOwnHost(request.headers, deps.publicUrl)) return refuse(socket, '421 Misdirected Request');
    if (!isOwnOrigin(request.headers, deps.publicUrl)) return refuse(socket, '403 Forbidden');
    const path = parsePath(request.url ?? '');
    if (!path) return refuse(socket, '404 Not Found');
    sockets.handleUpgrade(
      request,
      socket,
      head,
      (webSocket) => void serve({ ...deps, places, pool }, path, request, webSocket),
    );
  });
  return {
    close: () => {
      stopPings();
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

type SocketPath = { session: string; terminal?: string; readOnly: boolean };

function parsePath(url: string): SocketPath | undefined {
  const match = /^\/api\/v1\/sessions\/(ses_\w+)\/(?:events|terminals\/(trm_\w+)(\?watch)?)$/.exec(url);
  return match?.[1] ? { session: match[1], terminal: match[2], readOnly: match[3] !== undefined } : undefined;
}

type ServeDeps = UpgradeDeps & { places: Places; pool: FramePool };

/** Refusals come as close codes: a browser can read those, but not the status of a failed upgrade. */
async function serve(deps: ServeDeps, path: SocketPath, request: IncomingMessage, socket: WebSocket): Promise<void> {
  socket.on('error', () => giveUp(socket, request.socket));
  // What the browser says before its terminal is attached must wait, not vanish.
  socket.pause();
  try {
    const viewer = await deps.identity.find(request.headers);
    if (viewer) deps.places.take(viewer.id, socket);
    const session = await deps.sessions.get(viewer?.id, path.session);
    if (path.terminal === undefined) {
      const follower = { hub: deps.hub, checks: deps.checks, language: languageOf(request.headers) };
      followSession(socket, follower, await deps.view(session));
    } else {
      const visitor = { readOnly: path.readOnly, name: viewer?.name ?? '', viewer: viewer?.id ?? '' };
      const agent = await deps.sessions.attachTerminal(session, path.terminal, visitor);
      relayTerminal(socket, agent, deps.pool, () => deps.activity.touch(session.id));
    }
  } catch (error) {
    const { code } = error instanceof MarinaError ? error : toMarinaError(error);
    socket.close(errorTable[code].closeCode, code);
  }
  if (socket.isPaused) socket.resume();
}

/**
 * Who sent too much is told so (1009), and a moment later the connection goes. The rest of it is not read meanwhile: ws
 * would, only to throw it away.
 */
function giveUp(socket: WebSocket, connection: Duplex): void {
  setImmediate(() => connection.pause());
  setTimeout(() => socket.terminate(), closeGraceMs).unref();
}

type Places = {
  /** @throws MarinaError `rate-limited` when the viewer has all the sockets they may have */
  take(viewer: string, socket: WebSocket): void;
};

function countPlaces(most: number): Places {
  const taken = new Map<string, number>();
  return {
    take: (viewer, socket) => {
      const count = taken.get(viewer) ?? 0;
      if (count >= most) throw new MarinaError('rate-limited');
      taken.set(viewer, count + 1);
      socket.once('close', () => {
        const left = (taken.get(viewer) ?? 1) - 1;
        if (left > 0) taken.set(viewer, left);
        else taken.delete(viewer);
      });
    },
  };
}

/** A peer that has vanished without a word is noticed, and its place given up. */
function keepAlive(sockets: WebSocketServer): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      socket.once('pong', () => silent.delete(socket));
      socket.ping();
    }
  }, pingIntervalMs);
  return () => clearInterval(timer);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
