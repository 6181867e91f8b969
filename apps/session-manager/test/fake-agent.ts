// A worker without Docker: the fake engine behind a real worker link, with terminals that answer what they are told.
import { once } from 'node:events';
import http from 'node:http';
import type { Duplex } from 'node:stream';
import { createFakeEngine, type FakeEngine } from '@marina/engine/fake/engine';
import { type LinkStream, type StreamHandler, serveLink } from '@marina/engine/link/serve';
import { serveEngine } from '@marina/engine/link/serve-engine';
import type { WorkerAlert } from '@marina/protocol/alerts';
import { frameSplitter, lengthPrefixed } from '@marina/protocol/framing';
import { newId, randomLabel } from '@marina/protocol/ids';
import { decodeClientFrame, encodeServerFrame } from '@marina/protocol/terminal-frames';
import {
  alertsPath,
  attachTerminalSchema,
  byTerminalSchema,
  helloHeader,
  joinPath,
  joinUpgrade,
  openTerminalCallSchema,
  terminalPaths,
} from '@marina/protocol/worker-link';

export type FakeAgent = {
  id: string;
  engine: FakeEngine;
  /** Tells the manager, which must be in reach. */
  raise(alert: WorkerAlert): void;
  join(port: number): Promise<void>;
  leave(): void;
};

export const testToken = 'a-token-that-only-these-tests-know-of';

export function createFakeAgent(id = newId('worker')): FakeAgent {
  const engine = createFakeEngine();
  const terminals = createFakeTerminals();
  const secret = randomLabel();
  let alerts: LinkStream | undefined;
  const serve: StreamHandler = async (path, params, stream) => {
    if (path !== alertsPath) return terminals(path, params, stream);
    stream.respond({ ':status': 200 });
    stream.resume();
    alerts = stream;
    return true;
  };
  let connection: Duplex | undefined;
  return {
    id,
    engine,
    raise: (alert) => void alerts?.write(`${JSON.stringify(alert)}\n`),
    join: async (port) => {
      connection = await dialManager(port, { id, token: testToken, secret });
      void serveLink(connection, [serveEngine(engine), serve]);
    },
    leave: () => connection?.destroy(),
  };
}

export async function dialManager(
  port: number,
  { id, token, secret }: { id: string; token: string; secret?: string },
): Promise<Duplex> {
  const hello = {
    id,
    secret,
    name: id.slice(-8),
    capacity: { memoryBytes: 2 ** 33, cpus: 2 },
    images: ['marina/docker', 'marina/base'],
    wasDrained: false,
  };
  const headers = {
    connection: 'upgrade',
    upgrade: joinUpgrade,
    authorization: `Bearer ${token}`,
    [helloHeader]: JSON.stringify(hello),
  };
  const request = http.request({ host: '127.0.0.1', port, path: joinPath, headers }).end();
  const refused = once(request, 'response').then(([response]) => {
    throw new Error(`refused with ${response.statusCode}`);
  });
  const [, socket, head] = await Promise.race([once(request, 'upgrade'), refused]);
  socket.unshift(head);
  return socket;
}

/** Each terminal gives back in capitals what is typed. */
function createFakeTerminals(): StreamHandler {
  const open = new Map<string, string>();
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const tell of watchers) tell();
  };
  return async (path, params, stream) => {
    if (path === terminalPaths.open) {
      const { terminalId, instanceId } = openTerminalCallSchema.parse(params);
      open.set(terminalId, instanceId);
      changed();
      return succeed(stream);
    }
    if (path === terminalPaths.close) {
      open.delete(byTerminalSchema.parse(params).terminalId);
      changed();
      return succeed(stream);
    }
    if (path === terminalPaths.attach) return attach(stream, open.has(attachTerminalSchema.parse(params).terminalId));
    if (path !== terminalPaths.watch) return false;
    const tell = () => {
      const terminals = [...open].map(([terminalId, instanceId]) => ({ terminalId, instanceId }));
      stream.write(`${JSON.stringify({ terminals })}\n`);
    };
    stream.respond({ ':status': 200 });
    watchers.add(tell);
    stream.once('close', () => watchers.delete(tell));
    stream.resume();
    tell();
    return true;
  };
}

function attach(stream: LinkStream, known: boolean): boolean {
  if (!known) return false;
  stream.respond({ ':status': 200 });
  const split = frameSplitter((bytes) => {
    const frame = decodeClientFrame(bytes);
    if (frame?.type !== 'input') return;
    const data = Buffer.from(Buffer.from(frame.data).toString('utf8').toUpperCase());
    stream.write(lengthPrefixed([encodeServerFrame({ type: 'output', data })]));
  });
  stream.on('data', (chunk: Buffer) => split(chunk));
  return true;
}

function succeed(stream: LinkStream): boolean {
  stream.respond({ ':status': 200 });
  stream.end();
  return true;
}
