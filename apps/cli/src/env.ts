// What `marina` is told, by flags and by the environment. Nothing else in this app reads process.env.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** Variables of the caller that the processes may see, beside MARINA_*. */
const PASSED_ON =
  /^(PATH|LANG|LC_\w+|TZ|TERM|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+)$/;

const schema = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'a name is 1 to 31 of a-z, 0-9 and -, and begins with a letter')
    .default('marina'),
  home: z.string().startsWith('/', 'an absolute path').default('/var/lib/marina'),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(1).max(65_535).default(8420),
  publicUrl: z.url().optional(),
  appsDomain: z.string().min(1).default('apps.localhost'),
  databaseUrl: z.url().optional(),
  imageStore: z.string().startsWith('/', 'an absolute path').optional(),
  firstStep: z.coerce.number().int().default(1),
});

export const flags = {
  name: { type: 'string' },
  home: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'first-step': { type: 'string' },
} as const;

export interface Settings {
  /** Several installations on one machine differ by name. */
  name: string;
  /** What outlives a restart of the machine. */
  home: string;
  /** Sockets, records of processes, mount points. */
  runDir: string;
  host: string;
  port: number;
  publicUrl: string;
  appsDomain: string;
  /** Set when the operator has their own PostgreSQL. */
  databaseUrl: string | undefined;
  imageStore: string;
  /** The number that the progress lines begin with. */
  firstStep: number;
  /** The part of our environment that goes on to the manager and the worker. */
  inherited: Record<string, string>;
}

/** What a command sets by itself: where the caller says nothing, and whatever the caller says. */
export type OwnSettings = { usual: Record<string, string>; fixed?: Record<string, string> };

/** Reads flags over environment over defaults; throws one sentence when a value makes no sense. */
export function readSettings(
  args: string[],
  caller: NodeJS.ProcessEnv = process.env,
  { usual, fixed }: OwnSettings = { usual: {} },
): Settings {
  const env = { ...usual, ...caller, ...fixed };
  const { values } = parseArgs({
    args,
    allowPositionals: true,
    options: flags,
  });
  const parsed = schema.safeParse({
    name: values.name ?? env.MARINA_NAME,
    home: values.home ?? env.MARINA_HOME,
    host: values.host ?? env.MARINA_HOST,
    port: values.port ?? env.MARINA_PORT,
    publicUrl: env.MARINA_PUBLIC_URL,
    appsDomain: env.MARINA_APPS_DOMAIN,
    databaseUrl: env.DATABASE_URL || undefined,
    imageStore: env.MARINA_IMAGE_STORE,
    firstStep: values['first-step'],
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The setting ${issue?.path.join('.')} is not usable: ${issue?.message}.`);
  }
  return complete(parsed.data, env);
}

function complete(given: z.infer<typeof schema>, env: Record<string, string | undefined>): Settings {
  return {
    ...given,
    databaseUrl: given.databaseUrl,
    runDir: path.join('/run/marina', given.name),
    publicUrl: given.publicUrl ?? `http://localhost:${given.port}`,
    imageStore: given.imageStore ?? path.join(given.home, 'images'),
    inherited: Object.fromEntries(
      Object.entries(env).flatMap(([key, value]) =>
        value !== undefined && (key.startsWith('MARINA_') || PASSED_ON.test(key)) ? [[key, value]] : [],
      ),
    ),
  };
}
