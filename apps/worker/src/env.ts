// The agent's configuration, read once from the environment.
import path from 'node:path';
import { z } from 'zod';
import { type Mirror, parseMirrors } from './egress/mirrors.ts';
import { messageOf } from './log.ts';

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
  /** What instances run under: `runc`, or `runsc` (gVisor), which has no Docker Engine inside. */
  MARINA_RUNTIME: z.enum(['runc', 'runsc']).default('runc'),
  /** gVisor's program, as Debian's package `runsc` installs it. */
  MARINA_RUNSC: z.string().startsWith('/').default('/usr/bin/runsc'),
  /** How much more disk may be promised to instances than there is: 1 promises nothing twice. */
  MARINA_DISK_OVERCOMMIT: z.coerce.number().min(1).max(100).default(1),
  /** `remove`: a stop ends every instance; `keep`: instances outlive it, for upgrades. */
  MARINA_WORKER_ON_STOP: z.enum(['remove', 'keep']).default('remove'),
  /** The most that a session may reach: `none`, `mirror` (what MARINA_EGRESS_MIRRORS names) or `internet`. */
  MARINA_EGRESS: z.enum(['none', 'mirror', 'internet']).default('mirror'),
  /** `host:port` or `name:port=host:port`, separated by commas. */
  MARINA_EGRESS_MIRRORS: z.string().default('').transform(toMirrors),
  /** Networks that stay closed beside the private ones: `203.0.113.0/24,…`. */
  MARINA_EGRESS_CLOSED: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.cidrv4())),
  /** Connections that one session may have open at once beyond its own network. */
  MARINA_SESSION_CONNECTIONS: z.coerce.number().int().min(16).max(100_000).default(4096),
  /** …and new ones per second. */
  MARINA_SESSION_NEW_CONNECTIONS: z.coerce.number().int().min(1).max(100_000).default(200),
  /** Bandwidth of one instance beyond its session, each way; pulls from the worker's own registry don't count. */
  MARINA_INSTANCE_MBIT: z.coerce.number().min(1).max(100_000).default(200),
  /** How fast one instance may read its disk, and write it, in MB/s. */
  MARINA_INSTANCE_DISK_MBYTES: z.coerce.number().min(1).max(100_000).default(200),
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
    egress: env.MARINA_EGRESS,
    mirrors: env.MARINA_EGRESS === 'none' ? [] : env.MARINA_EGRESS_MIRRORS,
    closed: env.MARINA_EGRESS_CLOSED,
    connections: env.MARINA_SESSION_CONNECTIONS,
    newConnectionsPerSecond: env.MARINA_SESSION_NEW_CONNECTIONS,
    instanceMbit: env.MARINA_INSTANCE_MBIT,
    insideNetns: env.MARINA_INSIDE_NETNS === '1',
    instanceDiskBytesPerSecond: env.MARINA_INSTANCE_DISK_MBYTES * 1e6,
    seccompProfile: path.join(import.meta.dirname, '../../../infra/engine/seccomp.json'),
    appArmorProfile: path.join(import.meta.dirname, '../../../infra/engine/apparmor-instance'),
    runtime: env.MARINA_RUNTIME,
    runcProgram: path.join(import.meta.dirname, '../../../infra/engine/instance-runtime'),
    runscProgram: env.MARINA_RUNSC,
    /** Where every instance with Docker gets its writable sysfs from. */
    sysfs: path.join(env.MARINA_WORKER_RUN, 'sysfs'),
  };
}

function toMirrors(text: string, context: z.RefinementCtx): Mirror[] {
  try {
    return parseMirrors(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: messageOf(error) });
    return z.NEVER;
  }
}

/** What the suites' instances run under. */
export function testRuntime(source: Record<string, string | undefined> = process.env) {
  const { MARINA_RUNTIME, MARINA_RUNSC } = source;
  return { MARINA_RUNTIME, MARINA_RUNSC };
}

/** Where the suites find the images that the builder has made. */
export function testRegistryDirectory(source: Record<string, string | undefined> = process.env): string | undefined {
  return source.MARINA_REGISTRY_DIR;
}

function withoutSecrets({ MARINA_WORKER_TOKEN: _, ...rest }: Record<string, string | undefined>) {
  return rest;
}
