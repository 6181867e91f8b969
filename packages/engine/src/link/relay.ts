// Passes the engine's streams on to another link, unread: between the one to the manager and the one to the thread
// that serves the engine.
import http2 from 'node:http2';
import type { Duplex } from 'node:stream';
import { EngineError } from '../errors.ts';
import { openClientSession, request } from './client-session.ts';
import type { LinkStream, StreamHandler } from './serve.ts';
import { enginePrefix, exitCodeTrailer, ptyIdHeader } from './wire.ts';

export type Relay = {
  /** Takes every path of the engine's. @throws EngineError `unavailable` where nobody serves at the other end */
  serve: StreamHandler;
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
};

/** Uses a connection on which the engine is served (see `serveEngine`). */
export function connectRelay(connection: Duplex): Relay {
  const { session, closed } = openClientSession(connection);
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
  // Nobody would say that it has ended.
  if (outer.destroyed) return;
  const inner = request(session, path, params);
  const ended = new Promise<void>((resolve) => inner.once('close', resolve));
  inner.once('response', (headers) => answer(outer, inner, headers));
  outer.once('close', () => inner.close());
  outer.pipe(inner);
  await ended;
  // Who sends must come to an end also where nobody has read to it.
  outer.resume();
  if (!outer.headersSent) throw new EngineError('unavailable', 'the worker’s engine went before it answered');
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
