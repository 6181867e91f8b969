// The real manager on a real port and a database of its own, with a fake worker; and a browser's view of it.
import { setTimeout as sleep } from 'node:timers/promises';
import { createPrisma } from '@marina/prisma';
import { createTestDatabase } from '@marina/prisma/test-database';
import { healthSchema } from '@marina/protocol/catalogue';
import { errorBodySchema } from '@marina/protocol/error-body';
import { type Instance, instanceSchema, type Session, sessionSchema } from '@marina/protocol/session';
import { expect } from 'vitest';
import { Database } from '../src/database/database.ts';
import { type ManagerEnv, readEnv } from '../src/env.ts';
import { createLogins } from '../src/identity/logins-store.ts';
import { type Manager, startManager } from '../src/manager.ts';
import { createFakeAgent, type FakeAgent, testToken } from './fake-agent.ts';

export type TestManager = AsyncDisposable & {
  readonly port: number;
  agent: FakeAgent;
  browser(): Browser;
  addAccount(account: { email: string; name: string; password: string }): Promise<void>;
  /** Stops the manager and starts another on the same database and port, with these settings on top. */
  restart(more?: Record<string, string>): Promise<void>;
};

export async function startTestManager(settings: Record<string, string> = {}): Promise<TestManager> {
  const database = await createTestDatabase();
  const start = (port: number, more: Record<string, string> = {}) =>
    startOn(testEnv(database.url, port, { ...settings, ...more }));
  let manager = await start(0);
  const { port } = manager;
  const agent = createFakeAgent();
  await agent.join(port);
  await until(async () => healthSchema.parse(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).ready);
  return {
    port,
    agent,
    browser: () => new Browser(port),
    addAccount: async (account) => {
      const prisma = createPrisma(database.url);
      const env = testEnv(database.url, port, settings);
      await createLogins(prisma, { secret: env.authSecret, publicUrl: env.publicUrl }).addAccount(account);
      await prisma.$disconnect();
    },
    restart: async (more) => {
      await manager.close();
      manager = await start(port, more);
    },
    [Symbol.asyncDispose]: async () => {
      await manager.close();
      agent.leave();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function startOn(env: ManagerEnv): Promise<Manager> {
  const database = new Database(env.databaseUrl);
  const { port, close } = await startManager(env, database, () => undefined);
  return {
    port,
    close: async () => {
      await close();
      await database.close();
    },
  };
}

function testEnv(databaseUrl: string, port: number, settings: Record<string, string>) {
  return readEnv({
    DATABASE_URL: databaseUrl,
    MARINA_PORT: String(port),
    MARINA_PUBLIC_URL: 'http://localhost',
    MARINA_WORKER_TOKEN: testToken,
    MARINA_AUTH_SECRET: 'a-secret-that-only-these-tests-know-of',
    MARINA_WEB: 'off',
    MARINA_POOL: '0',
    ...settings,
  });
}

/** Requests with one person's cookies. */
export class Browser {
  readonly #port: number;
  cookie = '';

  constructor(port: number) {
    this.#port = port;
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    return response;
  }

  async openSession(body: Record<string, unknown> = {}): Promise<Session> {
    const response = await this.request('POST', '/api/v1/sessions', body);
    expect(response.status).toBe(201);
    return sessionSchema.parse(await response.json());
  }

  async session(id: string): Promise<Session> {
    return sessionSchema.parse(await (await this.request('GET', `/api/v1/sessions/${id}`)).json());
  }

  /** The session, once it is as asked. */
  async sessionWhen(id: string, condition: (session: Session) => boolean): Promise<Session> {
    let session = await this.session(id);
    await until(async () => {
      session = await this.session(id);
      return condition(session);
    });
    return session;
  }

  async addInstance(sessionId: string): Promise<Instance> {
    const response = await this.request('POST', `/api/v1/sessions/${sessionId}/instances`, {});
    return instanceSchema.parse(await response.json());
  }

  async openActiveSession(body: Record<string, unknown> = {}): Promise<Session> {
    const { id } = await this.openSession(body);
    return this.sessionWhen(id, ({ status }) => status === 'active');
  }

  async errorOf(method: string, path: string, body?: unknown, headers?: Record<string, string>) {
    const response = await this.request(method, path, body, headers);
    const { error } = errorBodySchema.parse(await response.json());
    return { status: response.status, ...error };
  }
}

export async function until(condition: () => Promise<boolean> | boolean, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('it did not happen in time');
    await sleep(20);
  }
}
