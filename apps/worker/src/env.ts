// The agent's configuration, read once from the environment.
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({
  /** Where the manager is: `unix:/path/of.sock`, or the manager's public http(s) URL. */
  MARINA_LINK: z.string().regex(/^(unix:\/|https?:\/\/)/, 'unix:/path or an http(s) URL'),
  /** Proves to the manager that this is a worker of its own. */
  MARINA_WORKER_TOKEN: z.string().min(32),
  /** Names the worker in the UI, and its network namespace and firewall table on the machine. */
  MARINA_WORKER_NAME: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
    .default('marina'),
  /** Data that survives a restart: Docker's data-root, logs, the worker's id. */
  MARINA_WORKER_HOME: z.string().default('/var/lib/marina/worker'),
  /** Sockets and pid files. */
  MARINA_WORKER_RUN: z.string().default('/run/marina/worker'),
  /** Storage of the registry that the image builder has filled. */
  MARINA_REGISTRY_DIR: z.string().default('/var/lib/marina/images/registry'),
  /** System user whose subordinate uids instances run under. */
  MARINA_REMAP_USER: z.string().default('marina-remap'),
  /** How much more disk may be promised to instances than there is: 1 promises nothing twice. */
  MARINA_DISK_OVERCOMMIT: z.coerce.number().min(1).max(100).default(1),
  /** `remove`: a stop ends every instance; `keep`: instances outlive it, for upgrades. */
  MARINA_WORKER_ON_STOP: z.enum(['remove', 'keep']).default('remove'),
  /** Set by the agent itself once it runs in its own network namespace. */
  MARINA_INSIDE_NETNS: z.literal('1').optional(),
});

export type WorkerEnv = ReturnType<typeof readEnv>;

/** @throws Error with one sentence that names every variable that is wrong */
export function readEnv(source: Record<string, string | undefined> = process.env) {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
    throw new Error(`The worker cannot start: set ${wrong.join(', ')}.`);
  }
  const env = parsed.data;
  return {
    link: env.MARINA_LINK,
    token: env.MARINA_WORKER_TOKEN,
    name: env.MARINA_WORKER_NAME,
    home: env.MARINA_WORKER_HOME,
    run: env.MARINA_WORKER_RUN,
    registryDirectory: env.MARINA_REGISTRY_DIR,
    remapUser: env.MARINA_REMAP_USER,
    diskOvercommit: env.MARINA_DISK_OVERCOMMIT,
    onStop: env.MARINA_WORKER_ON_STOP,
    /** What processes that the agent starts inherit: all but its own secret. */
    inherited: withoutSecrets(source),
    insideNetns: env.MARINA_INSIDE_NETNS === '1',
    seccompProfile: path.join(import.meta.dirname, '../../../infra/engine/seccomp.json'),
  };
}

/** Where the suites find the images that the builder has made. */
export function testRegistryDirectory(source: Record<string, string | undefined> = process.env): string | undefined {
  return source.MARINA_REGISTRY_DIR;
}

function withoutSecrets({ MARINA_WORKER_TOKEN: _, ...rest }: Record<string, string | undefined>) {
  return rest;
}
