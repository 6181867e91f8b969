// Starts this machine's worker: the agent, which is root because it runs a dockerd of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { node, repo } from '../../../scripts/setup/paths.mjs';
import type { Settings } from './env.ts';
import type { LogFile } from './log-file.ts';
import { linkSocket } from './manager-process.ts';
import { shortPauses } from './prefer-process.ts';
import type { Secrets } from './secrets.ts';
import type { MarinaUsers } from './users.ts';

export interface WorkerOptions {
  settings: Settings;
  secrets: Secrets;
  users: MarinaUsers;
  log: LogFile;
}

export function launchWorker({ settings, secrets, users, log }: WorkerOptions): ChildProcess {
  const home = path.join(settings.home, 'worker');
  const runDir = path.join(settings.runDir, 'worker');
  // Mapped users pass through on the way to their own directories.
  for (const directory of [home, runDir]) mkdirSync(directory, { recursive: true, mode: 0o711 });
  return spawn(node, [...shortPauses, 'apps/worker/src/main.ts'], {
    cwd: repo,
    detached: true, // the terminal's Ctrl-C is for the supervisor
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...settings.inherited,
      NODE_ENV: 'production',
      MARINA_LINK: `unix:${linkSocket(settings)}`,
      MARINA_WORKER_TOKEN: secrets.workerToken,
      MARINA_WORKER_HOME: home,
      MARINA_WORKER_RUN: runDir,
      MARINA_WORKER_NAME: settings.name,
      MARINA_REGISTRY_DIR: path.join(settings.imageStore, 'registry'),
      MARINA_REMAP_USER: users.remap.name,
    },
  });
}
