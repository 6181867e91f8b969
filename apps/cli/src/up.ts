// `marina up`: puts one machine's Marina together, keeps it running, and takes it down again.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '@marina/prisma/migrate';
import { createSteps } from '../../../scripts/setup/steps.mjs';
import { buildAll } from './build.ts';
import type { Settings } from './env.ts';
import { waitUntilReady } from './healthz.ts';
import { endBeforeStart, MANAGER_STOP_MS, recordsDir, WORKER_STOP_MS } from './leftovers.ts';
import { holdLock } from './lock.ts';
import { openLog } from './log-file.ts';
import { launchManager } from './manager-process.ts';
import { privatePostgres } from './postgres.ts';
import { assertPortFree, assertStartable } from './preconditions.ts';
import { preferProcess } from './prefer-process.ts';
import { forgetProcess, recordProcess } from './process-record.ts';
import { removeRunDir } from './run-dir.ts';
import { loadSecrets } from './secrets.ts';
import { Service, type ServiceOptions } from './supervise.ts';
import { ensureUsers, type MarinaUsers } from './users.ts';
import { launchWorker } from './worker-process.ts';

const READY_TIMEOUT_MS = 180_000;
/** A process that ends this often before Marina was ever ready is broken, not unlucky. */
const RESTARTS_BEFORE_READY = 4;
const POSTGRES_STOP_MS = 20_000;

type Steps = ReturnType<typeof createSteps>;

interface Context {
  settings: Settings;
  steps: Steps;
  signal: AbortSignal;
  /** Ends what was started, in reverse order. */
  cleanup: AsyncDisposableStack;
}

/** Runs Marina until `signal` is aborted, then stops it and resolves. */
export async function up(settings: Settings, signal: AbortSignal): Promise<void> {
  await assertStartable(settings);
  await using cleanup = new AsyncDisposableStack();
  const context: Context = { settings, steps: createSteps(settings.firstStep), signal, cleanup };
  try {
    await holdLocks(context);
    const { users, databaseUrl } = await prepare(context);
    await buildAll(context);
    await startServices(context, users, databaseUrl);
    console.log(`\n    Marina is ready: ${settings.publicUrl}\n    Ctrl-C stops it.\n`);
    await aborted(signal);
  } catch (error) {
    if (!signal.aborted) throw error; // being told to stop half-way is no failure
  }
  console.log('Stopping …');
}

async function holdLocks({ settings, cleanup }: Context): Promise<void> {
  const { home, runDir, name } = settings;
  mkdirSync(home, { recursive: true, mode: 0o711 });
  mkdirSync(runDir, { recursive: true, mode: 0o755 });
  cleanup.use(await holdLock(path.join(runDir, 'lock'), `Marina "${name}" already runs: stop it, or use --name.`));
  cleanup.defer(() => removeRunDir(runDir));
  cleanup.use(await holdLock(path.join(home, 'lock'), `Another Marina already runs in ${home}: use another --home.`));
}

/** Users, database and its schema. */
async function prepare(context: Context): Promise<{ users: MarinaUsers; databaseUrl: string }> {
  const { settings, steps, signal } = context;
  const ended = await endBeforeStart(settings);
  if (ended.length > 0) console.log(`    An earlier run was cut off: ended its ${ended.join(' and ')}.`);
  await assertPortFree(settings);
  const users = ensureUsers();
  const databaseUrl = settings.databaseUrl ?? (await startPostgres(context, users));
  signal.throwIfAborted();
  await steps.run('database migrations applied', async () => `${(await migrate(databaseUrl)).length} new`);
  return { users, databaseUrl };
}

async function startPostgres(context: Context, users: MarinaUsers): Promise<string> {
  const log = openLog(context.settings.home, 'postgres');
  const postgres = privatePostgres(context.settings, users, log);
  const service = new Service({
    title: 'database',
    launch: postgres.launch,
    stopSignal: 'SIGINT', // PostgreSQL's fast shutdown
    stopTimeoutMs: POSTGRES_STOP_MS,
    report,
    lastWords: log.lastError,
  });
  context.cleanup.defer(() => service.stop());
  await context.steps.run('private PostgreSQL started', () => service.start());
  return postgres.url;
}

async function startServices(context: Context, users: MarinaUsers, databaseUrl: string): Promise<void> {
  const { settings, steps, signal } = context;
  const secrets = loadSecrets(settings.home);
  const managerLog = openLog(settings.home, 'manager');
  const workerLog = openLog(settings.home, 'worker');
  const manager = supervised(context, 'manager', {
    title: 'session manager',
    launch: () => launchManager({ settings, secrets, users, databaseUrl, log: managerLog }),
    stopTimeoutMs: MANAGER_STOP_MS,
    lastWords: managerLog.lastError,
  });
  const worker = supervised(context, 'worker', {
    title: 'worker',
    launch: () => launchWorker({ settings, secrets, users, log: workerLog }),
    stopTimeoutMs: WORKER_STOP_MS,
    lastWords: workerLog.lastError,
  });
  const giveUp = () => {
    if (manager.restarts >= RESTARTS_BEFORE_READY) return `The session manager does not start: see ${managerLog.path}.`;
    if (worker.restarts >= RESTARTS_BEFORE_READY) return `The worker does not start: see ${workerLog.path}.`;
    return undefined;
  };
  await steps.run('session manager and worker started', async () => {
    await Promise.all([manager.start(), worker.start()]);
    await waitUntilReady(settings, { giveUp, signal, timeoutMs: READY_TIMEOUT_MS });
  });
}

/**
 * A service whose process is on record while it runs, and that ends with us. PostgreSQL keeps a record of its own, and
 * must never be killed outright.
 */
function supervised({ settings, cleanup }: Context, name: string, options: Omit<ServiceOptions, 'report'>): Service {
  const records = recordsDir(settings);
  const launch = async (): Promise<ChildProcess> => {
    const child = await options.launch();
    if (child.pid !== undefined) recordProcess(records, name, child.pid);
    preferProcess(child.pid);
    return child;
  };
  const service = new Service({ ...options, launch, report });
  cleanup.defer(async () => {
    await service.stop();
    forgetProcess(records, name);
  });
  return service;
}

function report(line: string): void {
  console.error(`    ${line}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
