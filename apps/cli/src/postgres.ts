// Marina's own PostgreSQL on this machine: a cluster in its home, reached by unix socket, role by system user.
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { type ClusterSettings, clusterUrl, ensureDatabase, startCluster } from '@marina/prisma/cluster';
import type { Settings } from './env.ts';
import type { LogFile } from './log-file.ts';
import type { MarinaUsers } from './users.ts';

const DATABASE = 'marina';

export interface PrivatePostgres {
  /** For the session manager, whose system user is the role. */
  url: string;
  /** Also makes the role and the database where they are missing. */
  launch(): Promise<ChildProcess>;
}

export function privatePostgres(settings: Settings, users: MarinaUsers, log: LogFile): PrivatePostgres {
  const cluster = clusterSettings(settings, users, log);
  return {
    url: clusterUrl(cluster, DATABASE, DATABASE),
    launch: async () => {
      const { process } = await startCluster(cluster);
      await ensureDatabase(cluster, DATABASE);
      return process;
    },
  };
}

/** Where the private database is reached while Marina runs. */
export function privatePostgresUrl(settings: Settings): string {
  return clusterUrl({ socketDir: socketDir(settings) }, DATABASE, DATABASE);
}

function socketDir(settings: Settings): string {
  return path.join(settings.runDir, 'postgres');
}

function clusterSettings(settings: Settings, users: MarinaUsers, log: LogFile): ClusterSettings {
  return {
    dataDir: path.join(settings.home, 'postgres'),
    socketDir: socketDir(settings),
    user: users.database,
    // Root applies migrations, so that the tables belong to the role that works with them.
    peers: [
      { role: DATABASE, systemUser: users.manager.name },
      { role: DATABASE, systemUser: 'root' },
    ],
    leavesLastProcessor: true,
    log: log.fd,
  };
}
