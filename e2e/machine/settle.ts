// Waiting for a machine to come to rest.
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when `isSo` does not throw and says true; otherwise throws `what` after the time is up. */
export async function eventually(what: string, isSo: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    const good = await isSo().catch((error: unknown) => {
      last = error;
      return false;
    });
    if (good) return;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`, { cause: last });
    await sleep(100);
  }
}

/** What `read` gives once its `key` has been the same `times` in a row, or the last it gave when the time is up. */
export async function settled<T>(
  read: () => Promise<T>,
  key: (value: T) => unknown,
  times = 3,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let last = await read();
  for (let same = 1; same < times && Date.now() < deadline; ) {
    await sleep(1000);
    const next = await read();
    same = JSON.stringify(key(next)) === JSON.stringify(key(last)) ? same + 1 : 1;
    last = next;
  }
  return last;
}
