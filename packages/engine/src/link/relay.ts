// Passes the engine's streams on to another link, unread: between the one to the manager and the one to the thread
// that serves the engine.
import http2 from 'node:http2';
import type { Duplex } from 'node:stream';
import { EngineError } from '../errors.ts';
import type { LinkStream, StreamHandler } from './serve.ts';
import { enginePrefix, exitCodeTrailer, paramsHeader, ptyIdHeader, windowBytes } from './wire.ts';

export type Relay = {
  /** Takes every path of the engine's. @throws EngineError `unavailable` where nobody serves at the other end */
  serve: StreamHandler;
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
};

/** Uses a connection on which the engine is served (see `serveEngine`). */
export function connectRelay(connection: Duplex): Relay {
  const session = http2.connect('http://engine', {
    createConnection: () => connection,
    settings: { initialWindowSize: windowBytes.stream, enablePush: false },
  });
  session.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => session.once('close', () => resolve()));
  session.once('connect', () => {
    if (!session.destroyed) session.setLocalWindowSize(windowBytes.connection);
  });
  return {
    serve: async (path, params, stream) => {
      if (!path.startsWith(enginePrefix)) return false;
      await pass(session, path, params, stream);
      return true;
    },
    closed,
    close: () => session.destroy(),
  };
}

/** Resolves when the stream has ended at either end. */
async function pass(
  session: http2.ClientHttp2Session,
  path: string,
  params: unknown,
  outer: LinkStream,
): Promise<void> {
  if (session.closed || session.destroyed) throw unreachable();
  const header = params === undefined ? {} : { [paramsHeader]: JSON.stringify(params) };
  const inner = session.request({ ':method': 'POST', ':path': path, ...header });
  const ended = new Promise<void>((resolve) => inner.once('close', resolve));
  inner.on('error', () => undefined);
  inner.once('response', (headers) => answer(outer, inner, headers));
  outer.once('close', () => inner.close());
  outer.pipe(inner);
  await ended;
  // Who sends must come to an end also where nobody has read to it.
  outer.resume();
  if (!outer.headersSent) throw unreachable();
  if (!outer.writableEnded) outer.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
}

function answer(
  outer: LinkStream,
  inner: http2.ClientHttp2Stream,
  headers: http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader,
): void {
  if (outer.closed) return;
  const { ':status': status, [ptyIdHeader]: ptyId } = headers;
  // Only a PTY has something to say after its end.
  const hasTrailers = ptyId !== undefined;
  let trailers: http2.IncomingHttpHeaders = {};
  inner.once('trailers', (said) => {
    trailers = said;
  });
  outer.respond({ ':status': status, ...(hasTrailers && { [ptyIdHeader]: ptyId }) }, { waitForTrailers: hasTrailers });
  outer.once('wantTrailers', () => outer.sendTrailers({ [exitCodeTrailer]: trailers[exitCodeTrailer] ?? '-1' }));
  inner.pipe(outer);
}

function unreachable(): EngineError {
  return new EngineError('unavailable', 'the worker’s engine cannot be reached');
}
