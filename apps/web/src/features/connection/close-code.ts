// What the manager's WebSocket close codes mean. Several errors share a code; the close reason names the error.
import { errorCodeSchema } from '@marina/protocol/error-body';
import { type ErrorCode, errorTable } from '@marina/protocol/errors';

/** The error to give up on, or undefined where trying again may work. */
export function finalError(closeCode: number, reason: string): ErrorCode | undefined {
  const named = errorCodeSchema.safeParse(reason);
  if (named.success) return errorTable[named.data].retryable ? undefined : named.data;
  const sharing = errorCodeSchema.options.filter((code) => errorTable[code].closeCode === closeCode);
  return sharing.some((code) => errorTable[code].retryable) ? undefined : sharing[0];
}
