import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { createEmptyDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = mkdtempSync(path.join(tmpdir(), 'marina-migrations-'));
});

afterEach(async () => {
  await database[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(directory, name), { recursive: true });
  writeFileSync(path.join(directory, name, 'migration.sql'), sql);
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test('brings an empty database up to the schema, and a second run finds nothing to do', async () => {
  const applied = await migrate(database.url);
  expect(applied.length).toBeGreaterThan(0);
  expect(await migrate(database.url)).toEqual([]);
  expect(await query('SELECT count(*)::int AS n FROM session')).toEqual([{ n: 0 }]);
  const history = await query('SELECT migration_name, applied_steps_count, finished_at FROM _prisma_migrations');
  expect(history).toHaveLength(applied.length);
  expect(history[0]).toMatchObject({ migration_name: applied[0], applied_steps_count: 1 });
});

test('applies only what is new, in the order of the names', async () => {
  write('2_second', 'CREATE TABLE second (id int REFERENCES first)');
  write('1_first', 'CREATE TABLE first (id int PRIMARY KEY)');
  expect(await migrate(database.url, directory)).toEqual(['1_first', '2_second']);
  write('3_third', 'ALTER TABLE second ADD COLUMN note text');
  expect(await migrate(database.url, directory)).toEqual(['3_third']);
});

test('refuses a migration that was edited after it was applied', async () => {
  write('1_first', 'CREATE TABLE first (id int)');
  await migrate(database.url, directory);
  write('1_first', 'CREATE TABLE first (id bigint)');
  await expect(migrate(database.url, directory)).rejects.toThrow('The migration 1_first was edited');
});

test('refuses a database that a newer Marina has migrated', async () => {
  write('1_first', 'CREATE TABLE first (id int)');
  await migrate(database.url, directory);
  const older = mkdtempSync(path.join(tmpdir(), 'marina-migrations-'));
  await expect(migrate(database.url, older)).rejects.toThrow('start a newer Marina');
  rmSync(older, { recursive: true });
});

test('a migration that fails leaves nothing of itself, and names itself', async () => {
  write('1_first', 'CREATE TABLE first (id int); INSERT INTO nowhere VALUES (1)');
  await expect(migrate(database.url, directory)).rejects.toThrow('The migration 1_first failed and was rolled back');
  write('1_first', 'CREATE TABLE first (id int)');
  expect(await migrate(database.url, directory)).toEqual(['1_first']);
});

test('of two runners at once, one applies and the other finds it done', async () => {
  write('1_first', 'CREATE TABLE first (id int); SELECT pg_sleep(0.2)');
  const results = await Promise.all([migrate(database.url, directory), migrate(database.url, directory)]);
  expect(results.flat()).toEqual(['1_first']);
});

test('a runner that is cut off half-way loses the lock and its half migration', async () => {
  write('1_first', 'CREATE TABLE first (id int)');
  write('2_second', "CREATE TABLE second (id int); SELECT pg_sleep(30), 'cut me off'");
  const runner = migrate(database.url, directory).catch((error: Error) => error);
  for (let cut = 0; cut === 0; await sleep(20)) {
    const rows = await query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%cut me off%' AND pid <> pg_backend_pid() AND wait_event = 'PgSleep'",
    );
    cut = rows.length;
  }
  expect(await runner).toBeInstanceOf(Error);
  write('2_second', 'CREATE TABLE second (id int)');
  expect(await migrate(database.url, directory)).toEqual(['2_second']);
});
