// Finds the PostgreSQL server binaries that the distribution installed, without touching its own clusters.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const INSTALLED = '/usr/lib/postgresql';

/** The bin directory for a data directory: the version that made it, or the newest for a new one. */
export function findPostgres(dataDir: string, installed = INSTALLED): string {
  const versions = (existsSync(installed) ? readdirSync(installed) : [])
    .filter((version) => existsSync(path.join(installed, version, 'bin/postgres')))
    .sort((a, b) => Number(b) - Number(a));
  const wanted = clusterVersion(dataDir) ?? versions[0];
  if (!wanted) throw new Error('PostgreSQL is not installed: install the package postgresql.');
  if (!versions.includes(wanted)) {
    throw new Error(
      `The database in ${dataDir} is of PostgreSQL ${wanted}, which is no longer installed: install postgresql-${wanted}.`,
    );
  }
  return path.join(installed, wanted, 'bin');
}

function clusterVersion(dataDir: string): string | undefined {
  const file = path.join(dataDir, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
