// The instance interface: what is done in or to one running instance, next to its daemon.
import type { Duplex, Readable } from 'node:stream';
import { z } from 'zod';

export interface Instances {
  /**
   * Runs a command to its end, without a terminal.
   * @throws EngineError `not-found`, `conflict` (not running), `timeout` (the command has been killed)
   */
  exec(instanceId: string, request: ExecRequest): Promise<ExecResult>;

  /**
   * Starts a login shell on a new PTY.
   * @throws EngineError `not-found`, `conflict`
   */
  openPty(instanceId: string, size: PtySize): Promise<Pty>;

  /**
   * A TCP connection to a port of the instance.
   * @throws EngineError `not-found`, `conflict` (not running), `unavailable` (refused), `timeout`
   */
  dial(instanceId: string, port: number): Promise<Duplex>;

  /**
   * Unpacks a tar stream in a directory of the instance. The unpacking runs inside the instance,
   * never in the daemon, so hostile content meets only the instance's own rights.
   * @throws EngineError `invalid` (tar refused it), `not-found`, `conflict`
   */
  putFiles(instanceId: string, directory: string, tar: Readable): Promise<void>;

  /**
   * Asks the instance's own Docker Engine with a GET. The answer is whatever stands behind that socket: the instance's
   * root may have put anything there.
   * @throws EngineError `invalid` (no such path), `not-found` (no instance, or no Docker Engine in it), `conflict` (not
   * running), `timeout`, `unavailable` (it broke off), `failed` (an answer of more than `maxBytes`)
   */
  dockerGet(instanceId: string, question: DockerQuestion): Promise<DockerAnswer>;

  /** Memory and processor time the instance has used. */
  stats(instanceId: string): Promise<InstanceStats>;

  /**
   * What is observed of all instances: once for each at first, then on every change, until `signal` aborts.
   * An instance that has stopped running is reported once with `running: false`.
   */
  observe(signal: AbortSignal): AsyncIterable<Observation>;
}

export const execRequestSchema = z.strictObject({
  command: z.array(z.string().max(65536)).min(1).max(256),
  env: z.record(z.string(), z.string()).default({}),
  timeoutMs: z.number().int().min(1).max(600_000).default(30_000),
  /** Output beyond this many bytes, for each of stdout and stderr, is dropped. */
  maxOutputBytes: z
    .number()
    .int()
    .min(0)
    .max(16 * 2 ** 20)
    .default(65_536),
});
export type ExecRequest = z.input<typeof execRequestSchema>;

export const execResultSchema = z.object({ exitCode: z.number().int(), stdout: z.string(), stderr: z.string() });
export type ExecResult = z.infer<typeof execResultSchema>;

export const dockerQuestionSchema = z.strictObject({
  /** With its query, escaped: `/containers/json?all=1`. */
  path: z
    .string()
    .max(8192)
    .regex(/^\/[\x21-\x7e]*$/, 'a path begins with / and is escaped'),
  timeoutMs: z.number().int().min(1).max(60_000).default(5_000),
  maxBytes: z
    .number()
    .int()
    .min(0)
    .max(4 * 2 ** 20)
    .default(2 ** 20),
});
export type DockerQuestion = z.input<typeof dockerQuestionSchema>;

export const dockerAnswerSchema = z.object({ status: z.number().int(), body: z.string() });
export type DockerAnswer = z.infer<typeof dockerAnswerSchema>;

export const ptySizeSchema = z.strictObject({
  cols: z.number().int().min(2).max(1000),
  rows: z.number().int().min(2).max(500),
});
export type PtySize = z.infer<typeof ptySizeSchema>;

export interface Pty {
  /** Bytes of the PTY: reading gives output, writing is typing. Pausing it pauses the program. */
  readonly stream: Duplex;
  /** Resolves once, with the shell's exit code; -1 when the instance or its daemon is gone. */
  readonly exited: Promise<number>;
  resize(size: PtySize): Promise<void>;
  /** Hangs up: the shell gets SIGHUP. Idempotent. */
  close(): Promise<void>;
}

export const instanceStatsSchema = z.object({
  memoryBytes: z.number(),
  cpuMs: z.number(),
  pids: z.number().int(),
});
export type InstanceStats = z.infer<typeof instanceStatsSchema>;

export const observationSchema = z.object({
  instanceId: z.string(),
  running: z.boolean(),
  /** Whether the instance's own Docker Engine answers; null where the instance has none. */
  dockerReady: z.boolean().nullable(),
  /** TCP ports that listen on an address reachable from outside the instance, ascending. */
  ports: z.array(z.number().int()),
});
export type Observation = z.infer<typeof observationSchema>;
