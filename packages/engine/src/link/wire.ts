// What the two ends of a worker link agree on. The link is one HTTP/2 connection (RFC 9113) whose roles are
// reversed: the agent dialled, then serves; the manager accepted, then asks. Each call is one HTTP/2 stream,
// so calls, terminals and dialled ports share the connection without blocking each other.
import { z } from 'zod';
import { EngineError, engineErrorCodes } from '../errors.ts';

/** Of the paths below. */
export const enginePrefix = '/engine/';

export const paths = {
  call: '/engine/call/',
  pty: '/engine/pty',
  ptyResize: '/engine/pty-resize',
  ptyClose: '/engine/pty-close',
  dial: '/engine/dial',
  files: '/engine/files',
  observe: '/engine/observe',
  image: '/engine/image',
} as const;

/** Request parameters of the streaming calls travel in this header, as JSON. */
export const paramsHeader = 'marina-params';
/** The PTY's id in the reply to `pty`; the exit code follows as a trailer. */
export const ptyIdHeader = 'marina-pty';
export const exitCodeTrailer = 'marina-exit-code';

/** Bytes in flight per stream before the receiver must have read; and for the whole connection. */
export const windowBytes = { stream: 512 * 1024, connection: 16 * 1024 * 1024 };

export const wireErrorSchema = z.object({ code: z.enum(engineErrorCodes), message: z.string() });

export function wireError(error: EngineError): string {
  return JSON.stringify({ code: error.code, message: error.message } satisfies z.infer<typeof wireErrorSchema>);
}

export function errorFromWire(text: string): EngineError {
  const parsed = wireErrorSchema.safeParse(parseJson(text));
  if (!parsed.success) return new EngineError('unavailable', 'the worker sent an answer that is no answer');
  return new EngineError(parsed.data.code, parsed.data.message);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
