// What can go wrong in the engine, independent of which implementation met it.

/**
 * - `invalid`: the request can never work as it is
 * - `not-found`: no such instance, image, network or terminal
 * - `conflict`: the object is in a state that forbids this
 * - `capacity`: the worker has no room (disk, memory, addresses)
 * - `unavailable`: Docker or the worker link cannot be reached
 * - `timeout`: it took longer than was asked for
 * - `failed`: Docker tried and failed
 */
export const engineErrorCodes = [
  'invalid',
  'not-found',
  'conflict',
  'capacity',
  'unavailable',
  'timeout',
  'failed',
] as const;
export type EngineErrorCode = (typeof engineErrorCodes)[number];

const retryableCodes: ReadonlySet<EngineErrorCode> = new Set(['capacity', 'unavailable', 'timeout', 'failed']);

export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }

  /** Whether the same call may succeed later, unchanged. */
  get retryable(): boolean {
    return retryableCodes.has(this.code);
  }
}

/** The error as an EngineError; anything foreign becomes `failed` with itself as cause. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new EngineError('failed', message, { cause: error });
}
