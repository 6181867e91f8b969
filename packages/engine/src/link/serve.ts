// The agent's end of a worker link: answers the manager's calls from an engine.
import http2 from 'node:http2';
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { EngineError, toEngineError } from '../errors.ts';
import { imageRequestSchema } from '../images.ts';
import { type Pty, ptySizeSchema } from '../instances.ts';
import { findCall } from './calls.ts';
import { exitCodeTrailer, paramsHeader, paths, ptyIdHeader, windowBytes, wireError } from './wire.ts';

export type LinkStream = http2.ServerHttp2Stream;
/** Takes streams that are not the engine's; false when the path is not its own either. */
export type StreamHandler = (path: string, params: unknown, stream: LinkStream) => Promise<boolean>;

const maxCallBytes = 1024 * 1024;

/** Serves `engine` on a connection that the agent dialled. Resolves when the connection is closed. */
export function serveLink(connection: Duplex, engine: Engine, other: StreamHandler = async () => false): Promise<void> {
  connection.once('end', () => connection.destroy());
  const session = http2.performServerHandshake(connection, { settings: { initialWindowSize: windowBytes.stream } });
  session.setLocalWindowSize(windowBytes.connection);
  const ptys = new Map<string, Pty>();
  session.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const params = parseParams(headers[paramsHeader]);
    void route(engine, ptys, other, headers[':path'] ?? '', params, stream).catch((error) => fail(stream, error));
  });
  return new Promise((resolve) => {
    session.on('error', () => undefined);
    session.once('close', () => {
      for (const pty of ptys.values()) void pty.close();
      connection.destroy();
      resolve();
    });
  });
}

async function route(
  engine: Engine,
  ptys: Map<string, Pty>,
  other: StreamHandler,
  path: string,
  params: unknown,
  stream: LinkStream,
): Promise<void> {
  if (path.startsWith(paths.call)) return answerCall(engine, path.slice(paths.call.length), stream);
  switch (path) {
    case paths.pty:
      return servePty(engine, ptys, params, stream);
    case paths.ptyResize:
      return resizePty(ptys, params, stream);
    case paths.ptyClose:
      return closePty(ptys, params, stream);
    case paths.dial:
      return serveDial(engine, params, stream);
    case paths.files:
      return serveFiles(engine, params, stream);
    case paths.image:
      return serveImage(engine, params, stream);
    case paths.observe:
      return serveObserve(engine, stream);
    default:
      if (!(await other(path, params, stream))) throw new EngineError('invalid', `the worker knows no ${path}`);
  }
}

async function answerCall(engine: Engine, name: string, stream: LinkStream): Promise<void> {
  const call = findCall(name);
  if (!call) throw new EngineError('invalid', `the worker knows no call ${name}`);
  const params: unknown = JSON.parse(await readText(stream, maxCallBytes));
  answer(stream, await call.run(engine, params));
}

async function servePty(engine: Engine, ptys: Map<string, Pty>, params: unknown, stream: LinkStream): Promise<void> {
  const { instanceId, size } = z.object({ instanceId: z.string(), size: ptySizeSchema }).parse(params);
  const pty = await engine.instances.openPty(instanceId, size);
  const id = crypto.randomUUID();
  ptys.set(id, pty);
  stream.respond({ ':status': 200, [ptyIdHeader]: id }, { waitForTrailers: true });
  stream.once('wantTrailers', () => {
    void pty.exited.then((code) => {
      if (!stream.destroyed) stream.sendTrailers({ [exitCodeTrailer]: String(code) });
    });
  });
  stream.once('close', () => {
    ptys.delete(id);
    void pty.close();
  });
  await pipeBoth(stream, pty.stream);
}

async function resizePty(ptys: Map<string, Pty>, params: unknown, stream: LinkStream): Promise<void> {
  const { ptyId, size } = z.object({ ptyId: z.string(), size: ptySizeSchema }).parse(params);
  const pty = ptys.get(ptyId);
  if (!pty) throw new EngineError('not-found', 'this terminal is closed');
  await pty.resize(size);
  answer(stream, null);
}

async function closePty(ptys: Map<string, Pty>, params: unknown, stream: LinkStream): Promise<void> {
  const { ptyId } = z.object({ ptyId: z.string() }).parse(params);
  await ptys.get(ptyId)?.close();
  answer(stream, null);
}

async function serveDial(engine: Engine, params: unknown, stream: LinkStream): Promise<void> {
  const { instanceId, port } = z.object({ instanceId: z.string(), port: z.number() }).parse(params);
  const socket = await engine.instances.dial(instanceId, port);
  stream.respond({ ':status': 200 });
  stream.once('close', () => socket.destroy());
  await pipeBoth(stream, socket);
}

async function serveFiles(engine: Engine, params: unknown, stream: LinkStream): Promise<void> {
  const { instanceId, directory } = z.object({ instanceId: z.string(), directory: z.string() }).parse(params);
  await engine.instances.putFiles(instanceId, directory, stream);
  answer(stream, null);
}

async function serveImage(engine: Engine, params: unknown, stream: LinkStream): Promise<void> {
  try {
    await engine.images.ensure(imageRequestSchema.parse(params), stream);
    answer(stream, null);
  } finally {
    // What nobody read would keep the other end from being done with sending it.
    stream.resume();
  }
}

async function serveObserve(engine: Engine, stream: LinkStream): Promise<void> {
  const stop = new AbortController();
  stream.once('close', () => stop.abort());
  stream.respond({ ':status': 200 });
  const lines = Readable.from(toLines(engine.instances.observe(stop.signal)));
  await pipeline(lines, stream).catch(() => stream.close());
}

async function* toLines(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

async function pipeBoth(stream: LinkStream, inner: Duplex): Promise<void> {
  // Not `pipeline` this way round: it would destroy the stream with the inner end, before its trailers are sent.
  stream.pipe(inner);
  await pipeline(inner, stream).catch(() => stream.close());
}

function answer(stream: LinkStream, result: unknown): void {
  if (stream.closed) return;
  stream.respond({ ':status': 200 });
  stream.end(JSON.stringify(result));
}

function fail(stream: LinkStream, error: unknown): void {
  if (stream.closed) return;
  if (stream.headersSent) {
    stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    return;
  }
  const known = error instanceof z.ZodError ? new EngineError('invalid', error.message) : toEngineError(error);
  stream.respond({ ':status': 500 });
  stream.end(wireError(known));
}

function parseParams(header: string | string[] | undefined): unknown {
  try {
    return typeof header === 'string' ? JSON.parse(header) : undefined;
  } catch {
    return undefined;
  }
}

async function readText(stream: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) throw new EngineError('invalid', `a call of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
