// The one place where anything thrown becomes a REST error.
import { EngineError, type EngineErrorCode } from '@marina/engine/errors';
import { errorBody } from '@marina/protocol/error-body';
import { type ErrorCode, errorTable, MarinaError } from '@marina/protocol/errors';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Log } from '../log.ts';

export function createErrorReply(log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const known = toMarinaError(error);
    if (known.code === 'internal' || known.code === 'engine-failed') {
      log('request failed', {
        method: request.method,
        path: request.routeOptions.url,
        error: error.stack ?? error.message,
      });
    }
    void reply.code(errorTable[known.code].status).send(errorBody(known));
  };
}

export function toMarinaError(error: unknown): MarinaError {
  if (error instanceof MarinaError) return error;
  if (error instanceof EngineError) return new MarinaError(engineCodes[error.code], undefined, { cause: error });
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    return new MarinaError('bad-request', `${first?.instancePath.slice(1) || 'body'}: ${first?.message}`);
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new MarinaError('too-large');
  if (typeof status === 'number' && status >= 400 && status < 500) return new MarinaError('bad-request');
  return new MarinaError('internal', undefined, { cause: error });
}

const engineCodes: Record<EngineErrorCode, ErrorCode> = {
  invalid: 'bad-request',
  'not-found': 'instance-not-found',
  conflict: 'engine-failed',
  capacity: 'no-capacity',
  unavailable: 'worker-unreachable',
  timeout: 'engine-failed',
  failed: 'engine-failed',
};
