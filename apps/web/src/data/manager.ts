// Reads of server components: the manager's REST API, on behalf of the visitor whose cookies the request carries.
import 'server-only';
import { headers } from 'next/headers';
import type { z } from 'zod';
import { call, type Reply } from '../api/reply.ts';
import { env } from '../env.ts';

/** A page waits for the manager at most this long, then shows that it does not answer. */
const timeoutMs = 5_000;

export async function readFromManager<T>(path: string, schema: z.ZodType<T>): Promise<Reply<T>> {
  const cookie = (await headers()).get('cookie');
  return call(`${env.apiUrl}/api/v1${path}`, schema, {
    headers: cookie ? { cookie } : {},
    signal: AbortSignal.timeout(timeoutMs),
  });
}
