import http from 'node:http';
import type { OwnedObject } from '@marina/engine/cluster';
import { type ErrorCode, errorTable } from '@marina/protocol/errors';
import { newId, randomLabel } from '@marina/protocol/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { dialManager, testToken } from './fake-agent.ts';
import { type Browser, startTestManager, type TestManager } from './test-manager.ts';

describe('what the API refuses', () => {
  let manager: TestManager;
  let browser: Browser;
  let session: string;
  let instance: string;
  let terminal: string;

  beforeAll(async () => {
    manager = await startTestManager({ MARINA_MAX_INSTANCES: '2', MARINA_SESSIONS_PER_VIEWER: '2' });
    browser = manager.browser();
    const active = await browser.openActiveSession();
    session = active.id;
    instance = active.instances[0]?.id ?? '';
    terminal = active.instances[0]?.terminals[0] ?? '';
  });
  afterAll(() => manager[Symbol.asyncDispose]());

  async function unchanged(work: () => Promise<void>): Promise<void> {
    const before = [await browser.session(session), await owned()];
    await work();
    expect([await browser.session(session), await owned()]).toEqual(before);
  }

  /** Of the one session: those of other cases may still come and go. */
  async function owned(): Promise<OwnedObject[]> {
    const objects = await manager.agent.engine.cluster.inventory();
    return objects.filter(({ sessionId }) => sessionId === session);
  }

  it.each<[string, string, () => string, unknown, ErrorCode]>([
    ['an unknown lab', 'POST', () => '/api/v1/sessions', { lab: 'no-such-lab' }, 'lab-not-found'],
    ['a field that it does not know', 'POST', () => '/api/v1/sessions', { privileged: true }, 'bad-request'],
    ['a name of the wrong type', 'POST', () => '/api/v1/sessions', { name: 7 }, 'bad-request'],
    ['an absurdly long name', 'POST', () => '/api/v1/sessions', { name: 'x'.repeat(65) }, 'bad-request'],
    ['a body that is too large', 'POST', () => '/api/v1/sessions', { name: 'x'.repeat(70_000) }, 'too-large'],
    ['an unknown session', 'GET', () => `/api/v1/sessions/${newId('session')}`, undefined, 'session-not-found'],
    ['an id that is none', 'GET', () => '/api/v1/sessions/ses_..%2f..', undefined, 'bad-request'],
    [
      'an unknown kind of instance',
      'POST',
      () => `/api/v1/sessions/${session}/instances`,
      { image: 'alpine' },
      'unknown-image',
    ],
    ['a taken name', 'POST', () => `/api/v1/sessions/${session}/instances`, { name: 'node1' }, 'name-taken'],
    [
      'a name that is no host name',
      'POST',
      () => `/api/v1/sessions/${session}/instances`,
      { name: 'a b' },
      'bad-request',
    ],
    [
      'an unknown instance',
      'DELETE',
      () => `/api/v1/sessions/${session}/instances/${newId('instance')}`,
      undefined,
      'instance-not-found',
    ],
    [
      'a terminal of absurd size',
      'POST',
      () => `/api/v1/sessions/${session}/instances/${instance}/terminals`,
      { cols: 100_000 },
      'bad-request',
    ],
    [
      'an unknown terminal',
      'DELETE',
      () => `/api/v1/sessions/${session}/terminals/${newId('terminal')}`,
      undefined,
      'terminal-not-found',
    ],
    ['an address that is none', 'GET', () => '/api/v1/nothing', undefined, 'not-found'],
  ])('%s', async (_what, method, path, body, code) => {
    await unchanged(async () => {
      const error = await browser.errorOf(method, path(), body);
      expect(error).toMatchObject({
        status: errorTable[code].status,
        code,
        message: errorTable[code].sentence,
        retryable: errorTable[code].retryable,
      });
    });
  });

  it('one instance more than allowed', async () => {
    await browser.request('POST', `/api/v1/sessions/${session}/instances`, {});
    const full = await browser.sessionWhen(session, ({ instances }) =>
      instances.every(({ status }) => status === 'running'),
    );
    expect(full.instances).toHaveLength(2);
    await unchanged(async () => {
      const errors = await Promise.all(
        [1, 2, 3].map(() => browser.errorOf('POST', `/api/v1/sessions/${session}/instances`, {})),
      );
      expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('too-many-instances'));
    });
  });

  it('one session more than allowed, and none of it is kept', async () => {
    const second = await browser.openSession();
    expect((await browser.errorOf('POST', '/api/v1/sessions', {})).code).toBe('too-many-sessions');
    await browser.request('DELETE', `/api/v1/sessions/${second.id}`);
  });

  it('another person’s session, as if it did not exist', async () => {
    const stranger = manager.browser();
    await stranger.openSession();
    await unchanged(async () => {
      for (const [method, path] of [
        ['GET', ''],
        ['DELETE', ''],
        ['POST', '/extension'],
        ['POST', '/instances'],
        ['DELETE', `/instances/${instance}`],
        ['POST', `/instances/${instance}/terminals`],
        ['DELETE', `/terminals/${terminal}`],
      ] as const) {
        const body = method === 'POST' && path !== '/extension' ? {} : undefined;
        expect(await stranger.errorOf(method, `/api/v1/sessions/${session}${path}`, body)).toMatchObject({
          status: 404,
          code: 'session-not-found',
        });
      }
    });
  });

  it.each(['http://evil.example', 'http://localhost.evil.example', 'null', 'http://x.apps.localhost'])(
    'a change that a page of %s asks for',
    async (origin) => {
      await unchanged(async () => {
        const error = await browser.errorOf('DELETE', `/api/v1/sessions/${session}`, undefined, { origin });
        expect(error).toMatchObject({ status: 403, code: 'foreign-origin' });
      });
    },
  );

  it.each(['evil.example', 'localhost.evil.example'])('whatever is asked under the name %s', async (name) => {
    const { status, body } = await askAs(name, `/api/v1/sessions/${session}`);
    expect([status, JSON.parse(body).error.code]).toEqual([421, 'unknown-host']);
    expect((await askAs('localhost', '/healthz')).status).toBe(200);
  });

  /** `fetch` lets nobody choose the host. */
  function askAs(name: string, path: string): Promise<{ status: number; body: string }> {
    const options = { host: '127.0.0.1', port: manager.port, path, headers: { host: name, cookie: browser.cookie } };
    return new Promise((resolve, reject) => {
      const request = http.get(options, async (response) => {
        const body = Buffer.concat(await response.toArray()).toString();
        resolve({ status: response.statusCode ?? 0, body });
      });
      request.once('error', reject);
    });
  }

  describe('sockets', () => {
    function open(path: string, headers: Record<string, string>): Promise<number> {
      const socket = new WebSocket(`ws://127.0.0.1:${manager.port}${path}`, ['marina.terminal.v1'], { headers });
      return new Promise((resolve) => {
        socket.once('close', resolve);
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
        socket.once('error', () => undefined);
      });
    }

    it('a foreign page’s', async () => {
      const path = `/api/v1/sessions/${session}/terminals/${terminal}`;
      expect(await open(path, { cookie: browser.cookie, origin: 'http://evil.example' })).toBe(403);
    });

    it('a stranger’s on a session and on a terminal', async () => {
      const stranger = manager.browser();
      await stranger.openSession();
      const headers = { cookie: stranger.cookie };
      expect(await open(`/api/v1/sessions/${session}/events`, headers)).toBe(4404);
      expect(await open(`/api/v1/sessions/${session}/terminals/${terminal}`, headers)).toBe(4404);
      expect(await open(`/api/v1/sessions/${session}/terminals/${terminal}`, {})).toBe(4404);
    });

    it('a neighbour’s terminal through one’s own session', async () => {
      const neighbour = manager.browser();
      const own = await neighbour.openActiveSession();
      const path = `/api/v1/sessions/${own.id}/terminals/${terminal}`;
      expect(await open(path, { cookie: neighbour.cookie })).toBe(4404);
    });

    it('an address that is none', async () => {
      expect(await open('/api/v1/sessions/x/events', { cookie: browser.cookie })).toBe(404);
    });
  });

  it('a worker with the wrong token, or none', async () => {
    const token = 'guessed';
    await expect(dialManager(manager.port, { id: newId('worker'), token })).rejects.toThrow('refused with 401');
    await expect(dialManager(manager.port, { id: 'not an id', token })).rejects.toThrow('refused with 401');
  });

  it('who says to be another worker, which goes on', async () => {
    const { id } = manager.agent;
    const as = (secret?: string) => dialManager(manager.port, { id, token: testToken, secret });
    await expect(as(randomLabel())).rejects.toThrow('refused with 403');
    await expect(as()).rejects.toThrow('refused with 403');
    await manager.browser().openActiveSession();
  });

  it('nobody of an earlier version, until it has a secret', async () => {
    const id = newId('worker');
    const as = (secret?: string) => dialManager(manager.port, { id, token: testToken, secret });
    const secret = randomLabel();
    for (const known of [undefined, undefined, secret, secret]) (await as(known)).destroy();
    await expect(as()).rejects.toThrow('refused with 403');
  });
});
