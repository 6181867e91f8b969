// The body of every REST error reply.
import { z } from 'zod';
import { type ErrorCode, errorTable, type MarinaError } from './errors.ts';

export const errorCodeSchema = z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]);

export const errorBodySchema = z.object({
  error: z.object({
    code: errorCodeSchema,
    /** A sentence for the person who caused it. */
    message: z.string(),
    /** The specific fact, e.g. which field was wrong. */
    detail: z.string().optional(),
    retryable: z.boolean(),
  }),
});

export type ErrorBody = z.infer<typeof errorBodySchema>;

export function errorBody(error: Pick<MarinaError, 'code' | 'detail'>): ErrorBody {
  const { sentence, retryable } = errorTable[error.code];
  return { error: { code: error.code, message: sentence, detail: error.detail, retryable } };
}
