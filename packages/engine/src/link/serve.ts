// The agent's end of a worker link: every stream goes to who knows its path.
import http2 from 'node:http2';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { EngineError, toEngineError } from '../errors.ts';
import { paramsHeader, windowBytes, wireError } from './wire.ts';

export type LinkStream = http2.ServerHttp2Stream;
/** Takes the streams of some paths; false when the path is none of them. What it throws the other end is told. */
export type StreamHandler = (path: string, params: unknown, stream: LinkStream) => Promise<boolean>;

/** Serves on a connection that the agent dialled. Resolves when the connection is closed. */
export function serveLink(connection: Duplex, handlers: readonly StreamHandler[]): Promise<void> {
  connection.once('end', () => connection.destroy());
  const session = http2.performServerHandshake(connection, { settings: { initialWindowSize: windowBytes.stream } });
  session.setLocalWindowSize(windowBytes.connection);
  session.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const params = parseParams(headers[paramsHeader]);
    void route(handlers, headers[':path'] ?? '', params, stream).catch((error) => fail(stream, error));
  });
  return new Promise((resolve) => {
    session.on('error', () => undefined);
    session.once('close', () => {
      connection.destroy();
      resolve();
    });
  });
}

async function route(
  handlers: readonly StreamHandler[],
  path: string,
  params: unknown,
  stream: LinkStream,
): Promise<void> {
  for (const handle of handlers) if (await handle(path, params, stream)) return;
  throw new EngineError('invalid', `the worker knows no ${path}`);
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
