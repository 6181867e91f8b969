// What a check needs to know, as data: the agent fetches it, this package judges the answers. No node: import.
import { z } from 'zod';

/** A GET to the Docker Engine of an instance. `path` has no version, such as `/containers/web/json`. */
const dockerRequestSchema = z.strictObject({
  type: z.literal('docker'),
  instance: z.string(),
  path: z.string().startsWith('/'),
});

/** A command in an instance, without a shell around it, as root, out of the student's sight. */
const execRequestSchema = z.strictObject({
  type: z.literal('exec'),
  instance: z.string(),
  command: z.array(z.string()).min(1),
  env: z.record(z.string(), z.string()),
  timeoutMs: z.number().int(),
  maxOutputBytes: z.number().int(),
});

/** A GET to a port of an instance, from outside it; redirects are not followed. */
const httpRequestSchema = z.strictObject({
  type: z.literal('http'),
  instance: z.string(),
  port: z.number().int(),
  path: z.string().startsWith('/'),
  host: z.string().nullable(),
  timeoutMs: z.number().int(),
});

export const checkRequestSchema = z.discriminatedUnion('type', [
  dockerRequestSchema,
  execRequestSchema,
  httpRequestSchema,
]);
export type CheckRequest = z.infer<typeof checkRequestSchema>;

/**
 * The answer to a request of the same type. Everything in it is the student's to forge: it is parsed where it is used,
 * and never believed to be short or well formed. Bodies beyond 256 KiB are cut, of http also beyond that.
 */
export const checkAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('docker'), status: z.number().int(), body: z.unknown() }),
  z.strictObject({ type: z.literal('exec'), exitCode: z.number().int(), stdout: z.string(), stderr: z.string() }),
  z.strictObject({
    type: z.literal('http'),
    status: z.number().int(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  /** Nothing came: the instance or its engine is not there, nobody listens on the port, or it took too long. */
  z.strictObject({ type: z.literal('none'), reason: z.enum(['unreachable', 'refused', 'timeout']) }),
]);
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;

/** Requests with the same key have the same answer within one pass of checks. */
export function requestKey(request: CheckRequest): string {
  return JSON.stringify(request);
}

/**
 * An evaluation that asks for what it needs as it goes: each `yield` is a batch of requests, resumed with their answers
 * in the same order. It keeps no state beside its own and can be driven by recorded answers.
 */
export type Asking<T> = Generator<readonly CheckRequest[], T, readonly CheckAnswer[]>;

/** Thrown within an evaluation when what was asked got no answer: neither passing nor failing could be told from that. */
export class NoAnswer extends Error {
  readonly from: 'engine' | 'instance';

  constructor(from: 'engine' | 'instance') {
    super(`no answer of the ${from}`);
    this.from = from;
  }
}

/** What the engine said: a parsed body, or that there is no such thing. */
export type DockerReply<T> = { type: 'found'; body: T } | { type: 'missing' };

/** @throws NoAnswer */
export function* askDocker<T>(instance: string, path: string, schema: z.ZodType<T>): Asking<DockerReply<T>> {
  const [reply] = yield* askDockerAll(instance, [path], schema);
  if (!reply) throw new NoAnswer('engine');
  return reply;
}

/**
 * What there always is, such as a list.
 * @throws NoAnswer
 */
export function* askDockerList<T>(instance: string, path: string, schema: z.ZodType<T>): Asking<T> {
  const reply = yield* askDocker(instance, path, schema);
  if (reply.type !== 'found') throw new NoAnswer('engine');
  return reply.body;
}

/** @throws NoAnswer */
export function* askDockerAll<T>(
  instance: string,
  paths: readonly string[],
  schema: z.ZodType<T>,
): Asking<DockerReply<T>[]> {
  if (paths.length === 0) return [];
  const answers = yield paths.map((path) => ({ type: 'docker', instance, path }) as const);
  return answers.map((answer) => {
    // 503 is what an engine that is no manager of a swarm says to questions about services and nodes.
    if (answer.type !== 'docker' || (answer.status >= 500 && answer.status !== 503)) throw new NoAnswer('engine');
    if (answer.status !== 200) return { type: 'missing' };
    const parsed = schema.safeParse(answer.body);
    if (!parsed.success) throw new NoAnswer('engine');
    return { type: 'found', body: parsed.data };
  });
}

/**
 * The output of a command, or null when it did not exit with 0.
 * @throws NoAnswer
 */
export function* askExec(instance: string, command: string[]): Asking<string | null> {
  const [answer] = yield [execRequest(instance, command)];
  if (answer?.type !== 'exec') throw new NoAnswer('instance');
  return answer.exitCode === 0 ? answer.stdout : null;
}

type ExecOptions = { env?: Record<string, string>; timeoutMs?: number; maxOutputBytes?: number };

export function execRequest(instance: string, command: string[], options: ExecOptions = {}): CheckRequest {
  const { env = {}, timeoutMs = 5000, maxOutputBytes = 65_536 } = options;
  return { type: 'exec', instance, command, env, timeoutMs, maxOutputBytes };
}

/** `filters` of the Docker API as a query. */
export function withFilters(path: string, filters: Record<string, string[]>): string {
  const mark = path.includes('?') ? '&' : '?';
  return `${path}${mark}filters=${encodeURIComponent(JSON.stringify(filters))}`;
}

/** A name as one or more segments of a path; the slashes of image names stay. */
export function pathOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':').replaceAll('%40', '@');
}
