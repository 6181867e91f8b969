#!/usr/bin/env node
// Stands in for Prisma's schema engine while migrations are authored. The real one is a binary that Prisma downloads,
// which closed networks can't; the same engine exists as WebAssembly, so this file speaks the binary's interface
// (arguments and JSON-RPC lines) and answers from there. That interface is internal to Prisma: its versions are pinned,
// and an upgrade re-runs `npm run db:migrate` by hand. Marina itself never runs this: migrate.ts applies migrations.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const TEXT_OID = 25;
/** The type of pg_class.relkind and its like, which adapter-pg can't read. */
const INTERNAL_CHAR_OID = 18;

const options = parseArguments(process.argv.slice(2));
if (options.version) process.stdout.write('schema-engine-cli wasm\n');
else if (options.command) process.exitCode = await runCommand(options.command, options.url);
else await serve(options);

/** @param {string[]} args */
function parseArguments(args) {
  /** @type {{ version: boolean, command?: string, url?: string, shadowUrl?: string, files: string[] }} */
  const parsed = { version: args[0] === '--version', files: [] };
  args.forEach((arg, i) => {
    const value = args[i + 1] ?? '';
    if (arg === '--datamodels') parsed.files.push(value);
    if (arg === 'cli') parsed.command = value;
    if (arg === '--datasource') {
      const source = JSON.parse(value);
      parsed.url = source.url;
      parsed.shadowUrl = source.shadowDatabaseUrl;
    }
  });
  return parsed;
}

/**
 * `can-connect-to-database` and `create-database`, told by exit code and a log line on stderr.
 * @param {string} command @param {string} [url]
 */
async function runCommand(command, url = '') {
  log('INFO', { message: 'wasm' }); // Prisma skips the first line
  try {
    await connectOrCreate(url, command === 'create-database');
    log('INFO', { message: 'ok' });
    return 0;
  } catch (/** @type {any} */ error) {
    /** @type {Record<string, string>} */
    const codes = { '3D000': 'P1003', '28P01': 'P1000' };
    log('ERROR', { is_panic: false, message: error.message, error_code: codes[error.code] ?? 'P1001' });
    return 1;
  }
}

/** @param {string} url @param {boolean} create */
async function connectOrCreate(url, create) {
  try {
    await query(url, 'SELECT 1');
  } catch (/** @type {any} */ error) {
    if (!create || error.code !== '3D000') throw error;
    const name = pg.escapeIdentifier(decodeURIComponent(new URL(url).pathname.slice(1)));
    await query(withDatabase(url, 'postgres'), `CREATE DATABASE ${name} TEMPLATE template0`);
  }
}

/** @param {string} url @param {string} sql */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** @param {string} url @param {string} database */
function withDatabase(url, database) {
  return Object.assign(new URL(url), { pathname: database }).href;
}

/** @param {typeof options} settings */
async function serve({ files, url = 'postgresql://127.0.0.1:1/none', shadowUrl }) {
  const { SchemaEngine } = await loadWasm();
  const datamodels = files.length > 0 ? files.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const adapters = bindMigrationAwareSqlAdapterFactory(adapterFactory(url, shadowUrl));
  // Made on the first call: validating or formatting a schema needs no database.
  /** @type {Promise<any> | undefined} */
  let engine;
  const calls = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params, result } = JSON.parse(line);
    if (result !== undefined) continue; // an answer to our own `print`
    engine ??= SchemaEngine.new({ datamodels }, () => {}, adapters);
    calls.push(answer(engine, id, method === 'getDatabaseVersion' ? 'version' : method, params));
  }
  await Promise.all(calls);
  process.exit(0); // the adapters' pools would keep the process
}

/** @param {Promise<any> | undefined} engine @param {number} id @param {string} method @param {unknown} params */
async function answer(engine, id, method, params) {
  try {
    const result = await (await engine)[method](params);
    if (method === 'diff' && result?.stdout != null) {
      send({ id: Number.MAX_SAFE_INTEGER, method: 'print', params: { content: result.stdout } });
    }
    send({ id, result: result ?? {} });
  } catch (/** @type {any} */ error) {
    const data = { is_panic: false, message: error?.message ?? String(error), meta: null, error_code: error?.code };
    send({ id, error: { code: 4466, message: 'The schema engine failed: see data.', data } });
  }
}

async function loadWasm() {
  const directory = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const glue = await import(pathToFileURL(path.join(directory, 'schema_engine_bg.js')).href);
  const wasm = readFileSync(path.join(directory, 'schema_engine_bg.wasm'));
  const { instance } = await /** @type {any} */ (globalThis).WebAssembly.instantiate(wasm, {
    './schema_engine_bg.js': glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

/** @param {string} url @param {string} [shadowUrl] */
function adapterFactory(url, shadowUrl) {
  const factory = new PrismaPg({ connectionString: url });
  return /** @type {any} */ ({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => repair(await factory.connect()),
    connectToShadowDb: async () => repair(await connectToShadow(url, shadowUrl)),
  });
}

/**
 * adapter-pg's own connectToShadowDb keeps the connection string, whose database wins: it would replay the migrations
 * on the real database.
 * @param {string} url @param {string} [shadowUrl]
 */
async function connectToShadow(url, shadowUrl) {
  if (shadowUrl === url) throw new Error('the shadow database must not be the database itself');
  if (shadowUrl) return new PrismaPg({ connectionString: shadowUrl }).connect();
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await query(url, `CREATE DATABASE "${name}" TEMPLATE template0`);
  const shadow = await new PrismaPg({ connectionString: withDatabase(url, name) }).connect();
  const dispose = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await dispose();
    await query(url, `DROP DATABASE "${name}" WITH (FORCE)`);
  };
  return shadow;
}

/**
 * Works around two gaps of adapter-pg: the type "char", and scripts that it splits at every semicolon.
 * @param {any} adapter
 */
function repair(adapter) {
  readInternalChars(adapter);
  adapter.executeScript = async (/** @type {string} */ sql) => {
    await adapter.client.query(sql).catch((/** @type {unknown} */ error) => adapter.onError(error));
  };
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (/** @type {unknown} */ isolation) => {
    const transaction = await start(isolation);
    readInternalChars(transaction);
    return transaction;
  };
  return adapter;
}

/** @param {any} queryable */
function readInternalChars(queryable) {
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  /** @type {boolean[]} */
  let isChar = [];
  queryable.performIO = async (/** @type {unknown} */ request) => {
    const response = await performIO(request);
    isChar = response.fields.map((/** @type {any} */ field) => field.dataTypeID === INTERNAL_CHAR_OID);
    for (const field of response.fields) if (field.dataTypeID === INTERNAL_CHAR_OID) field.dataTypeID = TEXT_OID;
    return response;
  };
  queryable.queryRaw = async (/** @type {unknown} */ request) => {
    const result = await queryRaw(request);
    result.columnTypes = result.columnTypes.map((/** @type {number} */ type, /** @type {number} */ i) =>
      isChar[i] ? ColumnTypeEnum.Character : type,
    );
    return result;
  };
}

/** @param {string} level @param {object} fields */
function log(level, fields) {
  const entry = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' };
  process.stderr.write(`${JSON.stringify(entry)}\n`);
}

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
