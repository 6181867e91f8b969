// The manager's end of a worker link: the engine's interfaces, answered by the agent at the other end.
import type http2 from 'node:http2';
import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cluster } from '../cluster.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import type { ImageRequest, Images } from '../images.ts';
import { type Instances, type Observation, observationSchema, type Pty, type PtySize } from '../instances.ts';
import { type Call, calls } from './calls.ts';
import { openClientSession, request } from './client-session.ts';
import { errorFromWire, exitCodeTrailer, paths, ptyIdHeader } from './wire.ts';

export type LinkedEngine = Engine & {
  /** Opens a stream to a handler of the agent that is not the engine's. @throws EngineError */
  open(path: string, params: unknown): Promise<Duplex>;
  /** Resolves when the link is gone, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
};

/** Longest silence of a link before it counts as gone, ms. */
const pingIntervalMs = 5_000;
const pingTimeoutMs = 10_000;

/** Uses a connection on which the agent serves (see `serveLink`). */
export function connectLink(connection: Duplex): LinkedEngine {
  // A socket that came from an HTTP server stays half open: without this, an agent that died would be missed, and one
  // that died while it joined.
  if (connection.readableEnded) connection.destroy();
  connection.once('end', () => connection.destroy());
  const { session, closed } = openClientSession(connection);
  const stopPings = keepAlive(session);
  void closed.then(stopPings);
  return {
    cluster: linkedCluster(session),
    instances: linkedInstances(session),
    images: linkedImages(session),
    open: async (path, params) => (await openStream(session, path, params)).stream,
    closed,
    close: () => session.destroy(),
  };
}

function linkedCluster(session: http2.ClientHttp2Session): Cluster {
  return {
    ensureNetwork: async (sessionId, options) => void (await ask(session, calls.ensureNetwork, { sessionId, options })),
    ensureInstance: (spec) => ask(session, calls.ensureInstance, { spec }),
    removeInstance: async (instanceId) => void (await ask(session, calls.removeInstance, { instanceId })),
    removeSession: async (sessionId) => void (await ask(session, calls.removeSession, { sessionId })),
    inventory: () => ask(session, calls.inventory, {}),
  };
}

function linkedInstances(session: http2.ClientHttp2Session): Instances {
  return {
    exec: (instanceId, request) => ask(session, calls.exec, { instanceId, request }),
    dockerGet: (instanceId, question) => ask(session, calls.dockerGet, { instanceId, question }),
    stats: (instanceId) => ask(session, calls.stats, { instanceId }),
    openPty: (instanceId, size) => openPty(session, instanceId, size),
    dial: async (instanceId, port) => (await openStream(session, paths.dial, { instanceId, port })).stream,
    putFiles: (instanceId, directory, tar) => send(session, paths.files, { instanceId, directory }, tar),
    observe: (signal) => observe(session, signal),
  };
}

function linkedImages(session: http2.ClientHttp2Session): Images {
  return {
    ensure: (request, context) => send(session, paths.image, request satisfies ImageRequest, context),
    prune: async (keep) => void (await ask(session, calls.pruneImages, { keep })),
  };
}

async function ask<Input, Result>(
  session: http2.ClientHttp2Session,
  call: Call<Input, Result>,
  params: NoInfer<Input>,
): Promise<Result> {
  const stream = request(session, paths.call + call.name, undefined);
  stream.end(JSON.stringify(params));
  const { ok, text } = await replyOf(stream);
  if (!ok) throw errorFromWire(text);
  return call.result.parse(JSON.parse(text));
}

async function openPty(session: http2.ClientHttp2Session, instanceId: string, size: PtySize): Promise<Pty> {
  const { stream, headers } = await openStream(session, paths.pty, { instanceId, size });
  const ptyId = String(headers[ptyIdHeader]);
  const exited = new Promise<number>((resolve) => {
    stream.once('trailers', (trailers) => resolve(Number(trailers[exitCodeTrailer] ?? -1)));
    stream.once('close', () => resolve(-1));
  });
  return {
    stream,
    exited,
    resize: (asked) => simple(session, paths.ptyResize, { ptyId, size: asked }),
    close: async () => {
      if (!stream.closed) await simple(session, paths.ptyClose, { ptyId });
      stream.close();
    },
  };
}

/** A call whose question is followed by a tar. */
async function send(session: http2.ClientHttp2Session, path: string, params: unknown, tar: Readable): Promise<void> {
  const stream = request(session, path, params);
  const reply = replyOf(stream);
  await Promise.all([pipeline(tar, stream, { end: true }).catch(() => stream.end()), reply]);
  const { ok, text } = await reply;
  if (!ok) throw errorFromWire(text);
}

async function* observe(session: http2.ClientHttp2Session, signal: AbortSignal): AsyncGenerator<Observation> {
  const { stream } = await openStream(session, paths.observe, {});
  const stop = () => stream.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const line of createInterface({ input: stream })) yield observationSchema.parse(JSON.parse(line));
  } finally {
    signal.removeEventListener('abort', stop);
    stream.close();
  }
  if (!signal.aborted) throw new EngineError('unavailable', 'the worker stopped reporting');
}

async function simple(session: http2.ClientHttp2Session, path: string, params: unknown): Promise<void> {
  const stream = request(session, path, params);
  stream.end();
  const { ok, text } = await replyOf(stream);
  if (!ok) throw errorFromWire(text);
}

async function openStream(session: http2.ClientHttp2Session, path: string, params: unknown) {
  const stream = request(session, path, params);
  const headers = await new Promise<http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader>((resolve, reject) => {
    stream.once('response', resolve);
    stream.once('error', (error) => reject(new EngineError('unavailable', error.message, { cause: error })));
    stream.once('close', () => reject(new EngineError('unavailable', 'the worker link closed')));
  });
  if (headers[':status'] !== 200) throw errorFromWire(await textOf(stream));
  return { stream, headers };
}

async function replyOf(stream: http2.ClientHttp2Stream): Promise<{ ok: boolean; text: string }> {
  let status: number | undefined;
  stream.once('response', (headers) => {
    status = headers[':status'];
  });
  const text = await textOf(stream);
  if (status === undefined) throw new EngineError('unavailable', 'the worker link closed before the answer came');
  return { ok: status === 200, text };
}

async function textOf(stream: http2.ClientHttp2Stream): Promise<string> {
  try {
    return Buffer.concat(await stream.toArray()).toString('utf8');
  } catch (error) {
    throw new EngineError('unavailable', 'the worker link broke', { cause: error });
  }
}

function keepAlive(session: http2.ClientHttp2Session): () => void {
  const timer = setInterval(() => {
    // Its close may still be on its way.
    if (session.destroyed) return;
    const dead = setTimeout(() => session.destroy(), pingTimeoutMs);
    const sent = session.ping((error) => {
      clearTimeout(dead);
      if (error) session.destroy();
    });
    if (!sent) clearTimeout(dead);
  }, pingIntervalMs);
  return () => clearInterval(timer);
}
