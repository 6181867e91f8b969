// The Docker Engine inside a fake instance: what it is told to say.
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from '../errors.ts';
import type { DockerAnswer, DockerQuestion } from '../instances.ts';

/** `undefined` where there is no such thing; a promise that never settles is an engine that hangs. */
export type FakeDocker = (path: string) => unknown;

/** An engine with nothing in it. */
export const answerNothing: FakeDocker = (path) => {
  if (path === '/_ping') return 'OK';
  if (path.startsWith('/events')) return new Promise(() => undefined);
  return path.startsWith('/containers/json') ? [] : undefined;
};

export async function askFakeDocker(
  docker: FakeDocker,
  { path, timeoutMs, maxBytes }: Required<DockerQuestion>,
): Promise<DockerAnswer> {
  const stop = new AbortController();
  const late = sleep(timeoutMs, 'late' as const, { signal: stop.signal }).catch(() => 'late' as const);
  const said = await Promise.race([Promise.resolve(docker(path)).then((value) => ({ value })), late]);
  stop.abort();
  if (said === 'late') throw new EngineError('timeout', `no answer in ${timeoutMs} ms`);
  if (said.value === undefined) return { status: 404, body: '{"message":"no such thing"}' };
  const body = typeof said.value === 'string' ? said.value : JSON.stringify(said.value);
  if (Buffer.byteLength(body) > maxBytes)
    throw new EngineError('failed', `the answer is longer than ${maxBytes} bytes`);
  return { status: 200, body };
}
