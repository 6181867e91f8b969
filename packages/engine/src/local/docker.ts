// The one place where Docker's answers become the engine's errors: by HTTP status, never by text.
import Dockerode from 'dockerode';
import { EngineError, type EngineErrorCode } from '../errors.ts';

export type Docker = Dockerode;

export function connectDocker(socketPath: string): Docker {
  return new Dockerode({ socketPath });
}

/** Awaits a Docker call; its failure is thrown as an EngineError that says what was being done. */
export async function docker<T>(doing: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const status = statusOf(error);
    const code = status === undefined ? codeOfSystemError(error) : codeOfStatus(status);
    throw new EngineError(code, `${doing}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Like `docker`, and undefined where the object is not there. */
export async function dockerIfFound<T>(doing: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await docker(doing, call);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function codeOfStatus(status: number): EngineErrorCode {
  if (status === 400) return 'invalid';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 503) return 'unavailable';
  return 'failed';
}

const unreachable = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EACCES']);

function codeOfSystemError(error: unknown): EngineErrorCode {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return unreachable.has(code) ? 'unavailable' : 'failed';
}
