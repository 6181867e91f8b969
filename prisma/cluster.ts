// A private PostgreSQL cluster: own data directory, own system user, reached through a unix socket only.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { endLeftover } from './cluster-leftover.ts';
import { findPostgres } from './postgres-binaries.ts';

const run = promisify(execFile);
const READY_TIMEOUT_MS = 60_000;
const FAST_SHUTDOWN_MS = 20_000;
const ORPHANS_TIMEOUT_MS = 10_000;
const RETRY_MS = 300;

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

export interface ClusterSettings {
  dataDir: string;
  socketDir: string;
  /** Runs the server. PostgreSQL refuses to run as root. */
  user: SystemUser;
  /** Which system users may connect as which role, beside root as `postgres`. */
  peers?: { role: string; systemUser: string }[];
  /** Nothing of it runs there, where the machine has another one. */
  leavesLastProcessor?: boolean;
  /** File descriptor for the server's log. */
  log: number | 'ignore';
  /** Server settings, such as `{ fsync: 'off' }` for tests. */
  options?: Record<string, string>;
}

export interface Cluster {
  process: ChildProcess;
  /** Ends the server after rolling back what is open (PostgreSQL's fast shutdown). */
  stop(): Promise<void>;
}

/** Starts the cluster, making it first where there is none; ends a server that an earlier run left on it. */
export async function startCluster(settings: ClusterSettings): Promise<Cluster> {
  const bin = findPostgres(settings.dataDir);
  await endLeftover(settings.dataDir);
  await makeDirectory(settings.socketDir, settings.user, 0o755);
  if (!(await isMade(settings.dataDir))) await initialise(bin, settings);
  await writeAccessRules(settings);
  const server = await startServer(bin, settings);
  return { process: server, stop: () => stopServer(server) };
}

/** The URL of a database of the cluster; the socket directory takes the place of the host, which Prisma wants named. */
export function clusterUrl({ socketDir }: Pick<ClusterSettings, 'socketDir'>, role: string, database: string): string {
  return `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}

/** Makes a role that may log in and a database of the same name that it owns, unless they exist. */
export async function ensureDatabase(settings: ClusterSettings, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl(settings, 'postgres', 'postgres') });
  await client.connect();
  try {
    const quoted = pg.escapeIdentifier(name);
    const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    if (roles.rowCount === 0) await client.query(`CREATE ROLE ${quoted} LOGIN`);
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${quoted} OWNER ${quoted}`);
  } finally {
    await client.end();
  }
}

/** Makes the data directory beside its place and renames it: a kill half-way leaves nothing that looks complete. */
async function initialise(bin: string, settings: ClusterSettings): Promise<void> {
  const making = `${settings.dataDir}.new`;
  await rm(making, { recursive: true, force: true });
  await makeDirectory(making, settings.user, 0o700);
  const flags = ['--username=postgres', '--auth=peer', '--encoding=UTF8', '--locale=C.UTF-8'];
  if (settings.options?.fsync === 'off') flags.push('--no-sync');
  const [command, ...args] = asUser(settings.user, [`${bin}/initdb`, '-D', making, ...flags]);
  await run(command ?? '', args, { cwd: '/' });
  await rm(settings.dataDir, { recursive: true, force: true });
  await rename(making, settings.dataDir);
}

async function isMade(dataDir: string): Promise<boolean> {
  return readFile(path.join(dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

async function makeDirectory(directory: string, { uid, gid }: SystemUser, mode: number): Promise<void> {
  await mkdir(directory, { recursive: true, mode });
  if (process.getuid?.() === 0) await chown(directory, uid, gid);
}

async function writeAccessRules({ dataDir, user, peers = [] }: ClusterSettings): Promise<void> {
  const runner = process.getuid?.() === 0 ? 'root' : user.name;
  const lines = [{ role: 'postgres', systemUser: runner }, ...peers].map(
    ({ role, systemUser }) => `marina ${systemUser} ${role}\n`,
  );
  await writeFile(path.join(dataDir, 'pg_ident.conf'), lines.join(''));
  await writeFile(path.join(dataDir, 'pg_hba.conf'), 'local all all peer map=marina\n');
}

/** Tries again for a while: the children of a killed server hold its shared memory until they have noticed. */
async function startServer(bin: string, settings: ClusterSettings): Promise<ChildProcess> {
  const deadline = Date.now() + ORPHANS_TIMEOUT_MS;
  for (;;) {
    const server = spawnServer(bin, settings);
    try {
      await waitUntilReady(server, settings);
      return server;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(RETRY_MS);
    }
  }
}

/** taskset(1) fails where there is no other. */
const leaveLast = 'taskset -pc "0-$(($(nproc --all) - 2))" $$ >/dev/null 2>&1; exec "$@"';

function spawnServer(bin: string, settings: ClusterSettings): ChildProcess {
  const { dataDir, socketDir, user, log, options, leavesLastProcessor } = settings;
  const values = { listen_addresses: '', unix_socket_directories: socketDir, logging_collector: 'off', ...options };
  const flags = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = asUser(user, [`${bin}/postgres`, '-D', dataDir, ...flags]);
  const [command, ...args] = leavesLastProcessor ? ['sh', '-c', leaveLast, 'sh', ...server] : server;
  // Its own process group: a Ctrl-C in the terminal is for the supervisor, which then ends things in order.
  return spawn(command ?? '', args, { cwd: '/', detached: true, stdio: ['ignore', log, log] });
}

async function waitUntilReady(server: ChildProcess, settings: ClusterSettings): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let failure: unknown;
  while (Date.now() < deadline && server.exitCode === null && server.signalCode === null) {
    const client = new pg.Client({ connectionString: clusterUrl(settings, 'postgres', 'postgres') });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      failure = error;
      await sleep(25);
    }
  }
  await stopServer(server);
  throw new Error('PostgreSQL did not start: see its log.', { cause: failure });
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await ended;
  clearTimeout(timer);
}

function asUser({ uid, gid }: SystemUser, command: string[]): string[] {
  if (process.getuid?.() !== 0) return command;
  const ids = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return ['setpriv', ...ids, '--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--', ...command];
}
