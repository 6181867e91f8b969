// The asking end's HTTP/2 session, of a link and of a relay.
import http2 from 'node:http2';
import type { Duplex } from 'node:stream';
import { EngineError } from '../errors.ts';
import { paramsHeader, windowBytes } from './wire.ts';

/** `closed` resolves when the session is gone, for whatever reason; its connection is, too, then. */
export function openClientSession(connection: Duplex): { session: http2.ClientHttp2Session; closed: Promise<void> } {
  const session = http2.connect('http://agent', {
    createConnection: () => connection,
    settings: { initialWindowSize: windowBytes.stream, enablePush: false },
  });
  session.on('error', () => undefined);
  session.once('connect', () => {
    // It may have been closed before.
    if (!session.destroyed) session.setLocalWindowSize(windowBytes.connection);
  });
  const closed = new Promise<void>((resolve) => session.once('close', () => resolve()));
  void closed.then(() => connection.destroy());
  return { session, closed };
}

/** @throws EngineError `unavailable` */
export function request(session: http2.ClientHttp2Session, path: string, params: unknown): http2.ClientHttp2Stream {
  if (session.closed || session.destroyed) throw new EngineError('unavailable', 'the worker cannot be reached');
  const headers = params === undefined ? {} : { [paramsHeader]: JSON.stringify(params) };
  const stream = session.request({ ':method': 'POST', ':path': path, ...headers });
  // Without a listener a reset stream would end the process; whoever waits on it is told by its close.
  stream.on('error', () => undefined);
  return stream;
}
