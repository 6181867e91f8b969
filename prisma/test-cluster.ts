// Vitest's global set-up for suites that need PostgreSQL: one throwaway cluster for the run.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { clusterUrl, type SystemUser, startCluster } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the superuser's own database; test-database.ts makes the others. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startTestCluster();
  project.provide('postgresUrl', url);
  return stop;
}

/** A cluster in a temporary directory, without fsync. */
export async function startTestCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  const home = mkdtempSync(path.join(tmpdir(), 'marina-pg-'));
  chmodSync(home, 0o755);
  const settings = {
    dataDir: path.join(home, 'data'),
    socketDir: path.join(home, 'run'),
    user: testUser(),
    log: 'ignore' as const,
    options: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  };
  const cluster = await startCluster(settings);
  const url = clusterUrl(settings, 'postgres', 'postgres');
  const stop = async () => {
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { url, stop };
}

/** Ourselves, or where that is root the first system user of these that exists. */
export function testUser(): SystemUser {
  const me = userInfo();
  if (me.uid !== 0) return { name: me.username, uid: me.uid, gid: me.gid };
  for (const name of ['marina-db', 'postgres', 'nobody']) {
    const entry = passwdEntry(name);
    if (entry) return entry;
  }
  throw new Error('no system user to run PostgreSQL as');
}

function passwdEntry(name: string): SystemUser | undefined {
  try {
    const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}
