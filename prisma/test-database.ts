// A database of its own for a test, on the cluster that vitest started for the run (test-cluster.ts).
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from './migrate.ts';

export interface TestDatabase extends AsyncDisposable {
  url: string;
}

/** An empty database; disposing of it drops it. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await query(clusterUrl, `CREATE DATABASE ${name} TEMPLATE template0`);
  return {
    url: clusterUrl.replace('/postgres?', `/${name}?`),
    [Symbol.asyncDispose]: () => query(clusterUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** A database with Marina's schema; disposing of it drops it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await createEmptyDatabase();
  await migrate(database.url);
  return database;
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
