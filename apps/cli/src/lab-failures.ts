// What an author is told of labs that can't be offered as they are: the manager logs it, and students are not told.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const lookEveryMs = 500;

const lineSchema = z.object({
  event: z.enum(['an image of a lab could not be built', 'a lab could not be set up']),
  error: z.string(),
});

/** Calls back with each failure that the manager of the Marina in `home` logs from now on, until `signal` aborts. */
export async function followLabFailures(
  home: string,
  tell: (failure: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const file = path.join(home, 'log/manager.log');
  let offset = (await readFrom(file, 0)).length;
  while (!signal.aborted) {
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    const news = await readFrom(file, offset);
    const end = news.lastIndexOf('\n') + 1;
    for (const failure of labFailures(news.subarray(0, end).toString('utf8'))) tell(failure);
    // The log is begun anew at each start.
    offset = news.length === 0 && (await readFrom(file, 0)).length < offset ? 0 : offset + end;
  }
}

/** The failures among lines of a manager's log. */
function labFailures(log: string): string[] {
  return log.split('\n').flatMap((line) => {
    const logged = lineSchema.safeParse(parseJson(line));
    return logged.success ? [logged.data.error] : [];
  });
}

/** Empty where there is nothing, or no file. */
async function readFrom(file: string, offset: number): Promise<Buffer> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return Buffer.alloc(0);
  await using _closed = { [Symbol.asyncDispose]: () => handle.close() };
  const { size } = await handle.stat();
  const buffer = Buffer.alloc(Math.max(0, size - offset));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
  return buffer.subarray(0, bytesRead);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
