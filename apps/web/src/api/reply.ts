// What a REST call of the manager came to: a checked value, or an error code with a sentence in messages/*.json.
import { errorBodySchema } from '@marina/protocol/error-body';
import type { ErrorCode } from '@marina/protocol/errors';
import type { z } from 'zod';

/** `unreachable` is ours: no reply came, or one that is not Marina's. */
export type Failure = ErrorCode | 'unreachable';
export type Reply<T> = { ok: true; value: T } | { ok: false; code: Failure };

const unreachable: Reply<never> = { ok: false, code: 'unreachable' };

/** Sends the request and reads its body with `schema`; never throws. */
export async function call<T>(url: string, schema: z.ZodType<T>, init?: RequestInit): Promise<Reply<T>> {
  try {
    return await readReply(await fetch(url, { cache: 'no-store', ...init }), schema);
  } catch {
    return unreachable;
  }
}

/** A request that carries JSON. */
export function withBody(method: 'POST' | 'PUT', body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function readReply<T>(response: Response, schema: z.ZodType<T>): Promise<Reply<T>> {
  const body: unknown = response.status === 204 ? undefined : await response.json();
  if (response.ok) {
    const value = schema.safeParse(body);
    return value.success ? { ok: true, value: value.data } : unreachable;
  }
  const error = errorBodySchema.safeParse(body);
  return error.success ? { ok: false, code: error.data.error.code } : unreachable;
}
