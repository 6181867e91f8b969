// The manager's configuration, read once from the environment.
import path from 'node:path';
import { z } from 'zod';

const minutes = (fallback: number) =>
  z.coerce
    .number()
    .positive()
    .max(7 * 24 * 60)
    .default(fallback);

const schema = z.object({
  DATABASE_URL: z.string().min(1),
  MARINA_HOST: z.string().default('127.0.0.1'),
  MARINA_PORT: z.coerce.number().int().min(0).max(65535).default(8420),
  /** Where people reach Marina; decides which origins may open sockets and whether cookies are Secure. */
  MARINA_PUBLIC_URL: z.url().optional(),
  /** Students' apps live at LABEL.this; never a domain on which Marina itself sets cookies. */
  MARINA_APPS_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .default('apps.localhost'),
  /** Unix socket for workers of this machine. */
  MARINA_LINK_SOCKET: z.string().optional(),
  MARINA_WORKER_TOKEN: z.string().min(32),
  MARINA_AUTH_SECRET: z.string().min(32),
  /** `open`: a name is enough; `required`: an account is needed to open a session. */
  MARINA_SIGN_IN: z.enum(['open', 'required']).default('open'),
  MARINA_LABS: z.string().optional(),
  /** Whether labs are read again when their files change, and pages are told: for authors. */
  MARINA_LABS_WATCH: z.enum(['on', 'off']).default('off'),
  MARINA_IDLE_MINUTES: minutes(45),
  MARINA_EXTENSION_MINUTES: minutes(30),
  /** How often one session may be extended. */
  MARINA_EXTENSIONS: z.coerce.number().int().min(0).max(100).default(2),
  /** Overrides every lab's own duration. */
  MARINA_SESSION_MINUTES: z.coerce.number().positive().optional(),
  /** Processor time of one session; 0: as much as there is. */
  MARINA_SESSION_PROCESSOR_MINUTES: z.coerce.number().min(0).default(60),
  /** A session that burns for this long is told to the operator. */
  MARINA_ALERT_BURNING_MINUTES: minutes(4),
  /** Where alerts are posted to, beside the log. */
  MARINA_ALERT_URL: z.url({ protocol: /^https?$/ }).optional(),
  MARINA_MAX_INSTANCES: z.coerce.number().int().min(1).max(32).default(5),
  MARINA_SESSIONS_PER_VIEWER: z.coerce.number().int().min(1).default(3),
  /** Sessions that one address may open in a minute. */
  MARINA_OPENINGS_PER_MINUTE: z.coerce.number().int().min(1).default(120),
  MARINA_MAX_SESSIONS: z.coerce.number().int().min(1).default(40),
  /** Instead of the pool of every lab that asks for one. */
  MARINA_POOL: z.coerce.number().int().min(0).max(50).optional(),
  MARINA_INSTANCE_MEMORY_MB: z.coerce.number().int().min(128).default(2048),
  MARINA_INSTANCE_CPUS: z.coerce.number().min(0.1).default(1),
  MARINA_INSTANCE_DISK_MB: z.coerce.number().int().min(512).default(4096),
  MARINA_INSTANCE_PIDS: z.coerce.number().int().min(64).default(2048),
  /** How long a worker may be out of reach before its sessions end. */
  MARINA_WORKER_GONE_SECONDS: z.coerce.number().positive().default(90),
  /** Whether the pages are served, too; tests of the API alone switch it off. */
  MARINA_WEB: z.enum(['on', 'off']).default('on'),
});

export type ManagerEnv = ReturnType<typeof readEnv>;

/** @throws Error with one sentence that names every variable that is wrong */
export function readEnv(source: Record<string, string | undefined> = process.env) {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
    throw new Error(`The session manager cannot start: set ${wrong.join(', ')}.`);
  }
  const env = parsed.data;
  const minute = 60_000;
  return {
    databaseUrl: env.DATABASE_URL,
    host: env.MARINA_HOST,
    port: env.MARINA_PORT,
    publicUrl: new URL(env.MARINA_PUBLIC_URL ?? `http://localhost:${env.MARINA_PORT}`),
    appsDomain: env.MARINA_APPS_DOMAIN,
    linkSocket: env.MARINA_LINK_SOCKET,
    workerToken: env.MARINA_WORKER_TOKEN,
    authSecret: env.MARINA_AUTH_SECRET,
    signInRequired: env.MARINA_SIGN_IN === 'required',
    labsDirectory: env.MARINA_LABS ?? path.join(import.meta.dirname, '../../../labs'),
    labsWatched: env.MARINA_LABS_WATCH === 'on',
    webDirectory: env.MARINA_WEB === 'on' ? path.join(import.meta.dirname, '../../web') : undefined,
    alerts: { url: env.MARINA_ALERT_URL, burningMs: env.MARINA_ALERT_BURNING_MINUTES * minute },
    limits: {
      idleTimeoutMs: env.MARINA_IDLE_MINUTES * minute,
      extensionMs: env.MARINA_EXTENSION_MINUTES * minute,
      extensions: env.MARINA_EXTENSIONS,
      sessionMs: env.MARINA_SESSION_MINUTES === undefined ? undefined : env.MARINA_SESSION_MINUTES * minute,
      processorBudgetMs: env.MARINA_SESSION_PROCESSOR_MINUTES * minute || null,
      maxInstances: env.MARINA_MAX_INSTANCES,
      sessionsPerViewer: env.MARINA_SESSIONS_PER_VIEWER,
      openingsPerMinute: env.MARINA_OPENINGS_PER_MINUTE,
      maxSessions: env.MARINA_MAX_SESSIONS,
      pool: env.MARINA_POOL,
      workerGoneMs: env.MARINA_WORKER_GONE_SECONDS * 1000,
      instance: {
        memoryBytes: env.MARINA_INSTANCE_MEMORY_MB * 2 ** 20,
        cpus: env.MARINA_INSTANCE_CPUS,
        pids: env.MARINA_INSTANCE_PIDS,
        diskBytes: env.MARINA_INSTANCE_DISK_MB * 2 ** 20,
      },
    },
  };
}

/** The part of the configuration that making an account needs. */
export function readAccountEnv(source: Record<string, string | undefined> = process.env) {
  const env = schema.pick({ DATABASE_URL: true, MARINA_AUTH_SECRET: true, MARINA_PUBLIC_URL: true }).parse(source);
  return {
    databaseUrl: env.DATABASE_URL,
    authSecret: env.MARINA_AUTH_SECRET,
    publicUrl: new URL(env.MARINA_PUBLIC_URL ?? 'http://localhost'),
  };
}

export type Limits = ManagerEnv['limits'];
