// The engine's part of a worker link: answers the manager's calls from an engine.
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { imageRequestSchema } from '../images.ts';
import { type Pty, ptySizeSchema } from '../instances.ts';
import { readAtMost } from '../read-at-most.ts';
import { findCall } from './calls.ts';
import type { LinkStream, StreamHandler } from './serve.ts';
import { exitCodeTrailer, paths, ptyIdHeader } from './wire.ts';

const maxCallBytes = 1024 * 1024;
const tooLong = () => new EngineError('invalid', `a call of more than ${maxCallBytes} bytes`);

export function serveEngine(engine: Engine): StreamHandler {
  const ptys = new Map<string, Pty>();
  return async (path, params, stream) => {
    const serve = path.startsWith(paths.call) ? answerCall : streams.get(path);
    if (!serve) return false;
    await serve({ engine, ptys, path, params, stream });
    return true;
  };
}

type Asked = { engine: Engine; ptys: Map<string, Pty>; path: string; params: unknown; stream: LinkStream };

const streams = new Map<string, (asked: Asked) => Promise<void>>([
  [paths.pty, servePty],
  [paths.ptyResize, resizePty],
  [paths.ptyClose, closePty],
  [paths.dial, serveDial],
  [paths.files, serveFiles],
  [paths.image, serveImage],
  [paths.observe, serveObserve],
]);

async function answerCall({ engine, path, stream }: Asked): Promise<void> {
  const name = path.slice(paths.call.length);
  const call = findCall(name);
  if (!call) throw new EngineError('invalid', `the worker knows no call ${name}`);
  const params: unknown = JSON.parse(await readAtMost(stream, maxCallBytes, tooLong));
  answer(stream, await call.run(engine, params));
}

async function servePty({ engine, ptys, params, stream }: Asked): Promise<void> {
  const { instanceId, size } = z.object({ instanceId: z.string(), size: ptySizeSchema }).parse(params);
  const pty = await engine.instances.openPty(instanceId, size);
  // Whoever asked may have gone meanwhile.
  if (stream.destroyed) return pty.close();
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

async function resizePty({ ptys, params, stream }: Asked): Promise<void> {
  const { ptyId, size } = z.object({ ptyId: z.string(), size: ptySizeSchema }).parse(params);
  const pty = ptys.get(ptyId);
  if (!pty) throw new EngineError('not-found', 'this terminal is closed');
  await pty.resize(size);
  answer(stream, null);
}

async function closePty({ ptys, params, stream }: Asked): Promise<void> {
  const { ptyId } = z.object({ ptyId: z.string() }).parse(params);
  await ptys.get(ptyId)?.close();
  answer(stream, null);
}

async function serveDial({ engine, params, stream }: Asked): Promise<void> {
  const { instanceId, port } = z.object({ instanceId: z.string(), port: z.number() }).parse(params);
  const socket = await engine.instances.dial(instanceId, port);
  if (stream.destroyed) return void socket.destroy();
  stream.respond({ ':status': 200 });
  stream.once('close', () => socket.destroy());
  await pipeBoth(stream, socket);
}

async function serveFiles({ engine, params, stream }: Asked): Promise<void> {
  const { instanceId, directory } = z.object({ instanceId: z.string(), directory: z.string() }).parse(params);
  await engine.instances.putFiles(instanceId, directory, stream);
  answer(stream, null);
}

async function serveImage({ engine, params, stream }: Asked): Promise<void> {
  try {
    await engine.images.ensure(imageRequestSchema.parse(params), stream);
    answer(stream, null);
  } finally {
    // What nobody read would keep the other end from being done with sending it.
    stream.resume();
  }
}

async function serveObserve({ engine, stream }: Asked): Promise<void> {
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
