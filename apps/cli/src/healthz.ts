// Whether the session manager says that it is ready for students.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Settings } from './env.ts';

const INTERVAL_MS = 100;
const REQUEST_TIMEOUT_MS = 3000;
const answerSchema = z.object({ ready: z.boolean() });

/** Resolves when the manager is ready; throws when `giveUp` says why it will not be. */
export async function waitUntilReady(
  settings: Settings,
  { giveUp, signal, timeoutMs }: { giveUp: () => string | undefined; signal: AbortSignal; timeoutMs: number },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isReady(settings))) {
    signal.throwIfAborted();
    const why = giveUp();
    if (why) throw new Error(why);
    if (Date.now() > deadline) throw new Error(`Marina is not ready after ${timeoutMs / 1000} s.`);
    await sleep(INTERVAL_MS, undefined, { signal });
  }
}

async function isReady({ host, port }: Settings): Promise<boolean> {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const response = await fetch(`http://${address.includes(':') ? `[${address}]` : address}:${port}/healthz`, {
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const answer = answerSchema.safeParse(await response.json());
    return response.status === 200 && answer.success && answer.data.ready;
  } catch {
    return false;
  }
}
