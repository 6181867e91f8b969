import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPrisma } from './client.ts';
import { type Cluster, type ClusterSettings, clusterUrl, ensureDatabase, startCluster } from './cluster.ts';
import { migrate } from './migrate.ts';
import { testUser } from './test-cluster.ts';

let home: string;
let settings: ClusterSettings;
let started: Cluster[] = [];

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'marina-cluster-'));
  chmodSync(home, 0o755);
  settings = {
    dataDir: path.join(home, 'data'),
    socketDir: path.join(home, 'run'),
    user: testUser(),
    peers: [{ role: 'marina', systemUser: process.getuid?.() === 0 ? 'root' : testUser().name }],
    log: 'ignore',
  };
});
afterEach(async () => {
  for (const cluster of started) await cluster.stop();
  started = [];
  rmSync(home, { recursive: true, force: true });
});

async function start(changed: Partial<ClusterSettings> = {}): Promise<Cluster> {
  const cluster = await startCluster({ ...settings, ...changed });
  started.push(cluster);
  return cluster;
}

const marinaUrl = () => clusterUrl(settings, 'marina', 'marina');

async function count(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: marinaUrl() });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(sql);
  await client.end();
  return rows[0]?.n ?? -1;
}

test.skipIf(os.cpus().length < 2)('leaves the last processor to others when it is asked to', async () => {
  const last = `${os.cpus().length - 1}`;
  const mayRunOn = (pid: number) =>
    /^Cpus_allowed_list:\s*(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const plain = await start();
  expect(mayRunOn(plain.process.pid ?? 0)).toMatch(new RegExp(`\\b${last}$`));
  await plain.stop();
  const { process } = await start({ leavesLastProcessor: true });
  const server = process.pid ?? 0;
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ').map(Number);
  expect(children.length).toBeGreaterThan(2);
  for (const pid of [server, ...children]) expect(mayRunOn(pid)).not.toMatch(new RegExp(`\\b${last}$`));
});

test('makes a database that a plain role owns, and keeps it over a restart', async () => {
  const first = await start();
  await ensureDatabase(settings, 'marina');
  await migrate(marinaUrl());
  const prisma = createPrisma(marinaUrl());
  await prisma.viewer.create({ data: { id: 'vwr_1', name: 'Ada', secretHash: 'x' } });
  await prisma.$disconnect();
  await first.stop();
  await start();
  await ensureDatabase(settings, 'marina');
  expect(await count('SELECT count(*)::int AS n FROM viewer')).toBe(1);
  expect(await count("SELECT count(*)::int AS n FROM pg_roles WHERE rolname = 'marina' AND rolsuper")).toBe(0);
});

test('nothing that was committed is lost when the server is killed outright', async () => {
  const first = await start();
  await ensureDatabase(settings, 'marina');
  expect(await count('CREATE TABLE kept AS SELECT 1 AS n')).toBe(-1);
  const ended = new Promise((resolve) => first.process.once('exit', resolve));
  first.process.kill('SIGKILL');
  await ended;
  await start();
  expect(await count('SELECT n FROM kept')).toBe(1);
});

test('takes over from a server that a killed supervisor left running', async () => {
  const orphan = await start();
  await start();
  expect(orphan.process.exitCode).toBe(0);
});

test('a lock file whose number now belongs to another process is no obstacle', async () => {
  const first = await start();
  await first.stop();
  writeFileSync(path.join(settings.dataDir, 'postmaster.pid'), `${process.pid}\n`);
  await start();
});

test('a system user without a role is refused', async () => {
  await start({ peers: [] });
  await ensureDatabase(settings, 'marina');
  await expect(count('SELECT 1 AS n')).rejects.toThrow('Peer authentication failed');
});
