// How checks see a session's instances: past the student's shells, bounded in time, size and number.
import http from 'node:http';
import type { Engine } from '@marina/engine/engine';
import { EngineError } from '@marina/engine/errors';
import type { CheckAnswer, CheckRequest } from '@marina/labs/checks/requests';
import type { Fetch } from '@marina/labs/checks/run-checks';
import pLimit from 'p-limit';

/** Each is a process or a connection in the student's instances. */
const atOnce = 4;
const dockerTimeoutMs = 5_000;
const dockerMaxBytes = 2 ** 20;
const pageMaxBytes = 256 * 1024;
/** The worker keeps the time; this is for one that has stopped doing so. */
const graceMs = 5_000;

type Http = Extract<CheckRequest, { type: 'http' }>;

/** @param instances ids by name; what has no id is unreachable */
export function createFetch({ instances: engine }: Pick<Engine, 'instances'>, instances: Map<string, string>): Fetch {
  const inLane = pLimit(atOnce);
  const answer = async (request: CheckRequest): Promise<CheckAnswer> => {
    const id = instances.get(request.instance);
    if (id === undefined) return { type: 'none', reason: 'unreachable' };
    try {
      return await withinTime(ask(engine, id, request), timeoutOf(request) + graceMs);
    } catch (error) {
      return { type: 'none', reason: reasonOf(error) };
    }
  };
  return (requests) => Promise.all(requests.map((request) => inLane(() => answer(request))));
}

async function ask(engine: Engine['instances'], id: string, request: CheckRequest): Promise<CheckAnswer> {
  if (request.type === 'http') return { type: 'http', ...(await getPage(engine, id, request)) };
  if (request.type === 'exec') {
    const { command, env, timeoutMs, maxOutputBytes } = request;
    return { type: 'exec', ...(await engine.exec(id, { command, env, timeoutMs, maxOutputBytes })) };
  }
  const question = { path: request.path, timeoutMs: dockerTimeoutMs, maxBytes: dockerMaxBytes };
  const { status, body } = await engine.dockerGet(id, question);
  return { type: 'docker', status, body: parseJson(body) };
}

async function getPage(engine: Engine['instances'], id: string, { port, path, host, timeoutMs, instance }: Http) {
  const signal = AbortSignal.timeout(timeoutMs);
  const socket = await engine.dial(id, port);
  try {
    const reply = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const headers = { host: host ?? instance, connection: 'close' };
      http.get({ path, headers, signal, createConnection: () => socket }, resolve).on('error', reject);
    });
    const headers = Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, String(value)]));
    return { status: reply.statusCode ?? 0, headers, body: await beginning(reply, pageMaxBytes) };
  } catch (error) {
    if (signal.aborted) throw new EngineError('timeout', `no page in ${timeoutMs} ms`, { cause: error });
    throw error;
  } finally {
    socket.destroy();
  }
}

async function beginning(reply: http.IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of reply) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
}

function timeoutOf(request: CheckRequest): number {
  return request.type === 'docker' ? dockerTimeoutMs : request.timeoutMs;
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineError('timeout', 'the worker does not answer')), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function reasonOf(error: unknown): Extract<CheckAnswer, { type: 'none' }>['reason'] {
  if (!(error instanceof EngineError)) return 'refused';
  if (error.code === 'timeout') return 'timeout';
  return error.code === 'unavailable' ? 'refused' : 'unreachable';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
