import { EngineError } from '@marina/engine/errors';
import { newId } from '@marina/protocol/ids';
import type { Session } from '@marina/protocol/session';
import { sessionEventSchema } from '@marina/protocol/session-events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestManager, until } from './test-manager.ts';

describe('opening', () => {
  it('a name is enough: the session prepares, becomes active, and has a terminal waiting', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const opened = await browser.openSession({ name: 'Ada' });
    expect(opened).toMatchObject({ lab: 'playground', status: 'preparing', workerReachable: true });
    const active = await browser.sessionWhen(opened.id, ({ status }) => status === 'active');
    expect(active.instances).toMatchObject([{ name: 'node1', status: 'running', dockerReady: false }]);
    expect(active.instances[0]?.terminals).toHaveLength(1);
    expect(await (await browser.request('GET', '/api/v1/viewer')).json()).toMatchObject({ name: 'Ada' });
    manager.agent.engine.setDockerReady(active.instances[0]?.id ?? '');
    await browser.sessionWhen(opened.id, ({ instances }) => instances[0]?.dockerReady === true);
  });

  it('the guest cookie is httpOnly and holds nothing that the database holds', async () => {
    await using manager = await startTestManager();
    const response = await manager.browser().request('POST', '/api/v1/sessions', {});
    expect(response.headers.get('set-cookie')).toMatch(/^marina=[0-9a-z]{26};.*HttpOnly; SameSite=Lax/);
  });

  it('a lab starts all its instances on one network', async () => {
    await using manager = await startTestManager();
    const active = await manager.browser().openActiveSession({ lab: 'three-nodes' });
    expect(active.instances.map(({ name, status }) => [name, status])).toEqual([
      ['node1', 'running'],
      ['node2', 'running'],
      ['node3', 'running'],
    ]);
  });

  it('a session of the pool is handed over at once, and the pool fills again', async () => {
    await using manager = await startTestManager({ MARINA_POOL: '1' });
    const { engine } = manager.agent;
    const readyInstance = async () => {
      const found = (await engine.cluster.inventory()).filter((object) => object.kind === 'instance');
      for (const object of found) engine.setDockerReady(object.instanceId);
      return found.length > 0;
    };
    await until(readyInstance);
    const browser = manager.browser();
    await until(async () => {
      await readyInstance();
      const opened = await browser.openSession();
      await browser.request('DELETE', `/api/v1/sessions/${opened.id}`);
      return opened.status === 'active';
    });
    await until(async () => (await engine.cluster.inventory()).some(({ kind }) => kind === 'network'));
  });

  it('a session whose image is missing fails with its reason and leaves nothing', async () => {
    await using manager = await startTestManager();
    manager.agent.engine.failNext('ensureInstance', new EngineError('not-found', 'no such image'));
    const browser = manager.browser();
    const { id } = await browser.openSession();
    const ended = await browser.sessionWhen(id, ({ status }) => status === 'ended');
    expect(ended.endReason).toBe('failed');
    expect(await manager.agent.engine.cluster.inventory()).toEqual([]);
  });

  it('a worker that stumbles once is asked again', async () => {
    await using manager = await startTestManager();
    manager.agent.engine.failNext('ensureInstance', new EngineError('failed', 'a hiccup'));
    await manager.browser().openActiveSession();
  });

  it('without a worker in reach one is told so, and nothing is kept', async () => {
    await using manager = await startTestManager();
    manager.agent.leave();
    const browser = manager.browser();
    await until(async () => (await browser.errorOf('POST', '/api/v1/sessions', {})).code === 'worker-unreachable');
    expect(await (await browser.request('GET', '/api/v1/sessions')).json()).toEqual({ sessions: [] });
  });
});

describe('ending', () => {
  async function endsWith(settings: Record<string, string>): Promise<Session> {
    await using manager = await startTestManager(settings);
    const browser = manager.browser();
    const { id } = await browser.openActiveSession();
    const ended = await browser.sessionWhen(id, ({ status }) => status === 'ended');
    expect(await manager.agent.engine.cluster.inventory()).toEqual([]);
    return ended;
  }

  it('time is up', async () => {
    expect(await endsWith({ MARINA_SESSION_MINUTES: '0.02' })).toMatchObject({ endReason: 'expired', instances: [] });
  });

  it('nobody used it', async () => {
    expect(await endsWith({ MARINA_IDLE_MINUTES: '0.02' })).toMatchObject({ endReason: 'idle' });
  });

  it('its worker is gone; what is left there goes when the worker is back', async () => {
    await using manager = await startTestManager({ MARINA_WORKER_GONE_SECONDS: '1' });
    const browser = manager.browser();
    const { id } = await browser.openActiveSession();
    manager.agent.leave();
    await browser.sessionWhen(id, ({ workerReachable }) => !workerReachable);
    expect(await browser.sessionWhen(id, ({ status }) => status === 'ended')).toMatchObject({
      endReason: 'worker-gone',
    });
    expect(await manager.agent.engine.cluster.inventory()).not.toEqual([]);
    await manager.agent.join(manager.port);
    await until(async () => (await manager.agent.engine.cluster.inventory()).length === 0);
  });

  it('the student ended it; ending again changes nothing', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id } = await browser.openActiveSession();
    await browser.request('DELETE', `/api/v1/sessions/${id}`);
    const ended = await browser.sessionWhen(id, ({ status }) => status === 'ended');
    expect(ended.endReason).toBe('ended-by-student');
    await browser.request('DELETE', `/api/v1/sessions/${id}`);
    expect(await browser.session(id)).toEqual(ended);
    expect((await browser.errorOf('POST', `/api/v1/sessions/${id}/instances`, {})).code).toBe('session-ended');
  });
});

describe('in use', () => {
  it('more time can be had as often as the operator allows', async () => {
    await using manager = await startTestManager({ MARINA_EXTENSIONS: '1', MARINA_EXTENSION_MINUTES: '10' });
    const browser = manager.browser();
    const before = await browser.openActiveSession();
    await browser.request('POST', `/api/v1/sessions/${before.id}/extension`);
    const after = await browser.session(before.id);
    expect(Date.parse(after.expiresAt ?? '') - Date.parse(before.expiresAt ?? '')).toBe(600_000);
    expect(after.extensionsLeft).toBe(0);
    expect(await browser.errorOf('POST', `/api/v1/sessions/${before.id}/extension`)).toMatchObject({
      code: 'extension-refused',
    });
  });

  it('instances are added under the next free name, and removed', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id } = await browser.openActiveSession();
    const added = await browser.addInstance(id);
    expect(added.name).toBe('node2');
    await browser.sessionWhen(id, ({ instances }) => instances[1]?.status === 'running');
    expect((await browser.request('DELETE', `/api/v1/sessions/${id}/instances/${added.id}`)).status).toBe(204);
    await browser.sessionWhen(id, ({ instances }) => instances.length === 1);
  });

  it('an instance that a student shut down starts again, as a machine would', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id, instances } = await browser.openActiveSession();
    manager.agent.engine.kill(instances[0]?.id ?? '');
    await until(async () => {
      const [found] = (await manager.agent.engine.cluster.inventory()).filter((object) => object.kind === 'instance');
      return found?.status.state === 'running';
    });
    await browser.sessionWhen(id, (session) => session.instances[0]?.status === 'running');
  });

  it('facts reach a watching browser, the end included', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id } = await browser.openSession();
    const events: Session[] = [];
    const socket = new WebSocket(`ws://127.0.0.1:${manager.port}/api/v1/sessions/${id}/events`, {
      headers: { cookie: browser.cookie },
    });
    socket.on('message', (data) => {
      const event = sessionEventSchema.parse(JSON.parse(String(data)));
      if (event.type === 'session') events.push(event.session);
    });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await until(() => events.some(({ status }) => status === 'active'));
    manager.agent.engine.listen(events.at(-1)?.instances[0]?.id ?? '', 8080, (end) => end.end());
    await until(() => events.at(-1)?.instances[0]?.exposures[0]?.port === 8080);
    await browser.request('DELETE', `/api/v1/sessions/${id}`);
    expect(await closed).toBe(4410);
    expect(events.at(-1)).toMatchObject({ status: 'ended', endReason: 'ended-by-student' });
  });
});

describe('after a crash', () => {
  it('a restarted manager finds its sessions as they were', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const before = await browser.openActiveSession();
    await manager.restart();
    expect(await browser.session(before.id)).toMatchObject({ status: 'active', workerReachable: false });
    await manager.agent.join(manager.port);
    await browser.sessionWhen(before.id, ({ workerReachable }) => workerReachable);
  });

  it('a session that was being prepared or ended when the manager died is brought to its end', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id: ending } = await browser.openActiveSession();
    manager.agent.leave();
    await browser.sessionWhen(ending, ({ workerReachable }) => !workerReachable);
    await browser.request('DELETE', `/api/v1/sessions/${ending}`);
    expect((await browser.session(ending)).status).toBe('ending');
    await manager.restart();
    await manager.agent.join(manager.port);
    await browser.sessionWhen(ending, ({ status }) => status === 'ended');
    expect(await manager.agent.engine.cluster.inventory()).toEqual([]);
  });

  it('what no row knows is removed from the worker; what rows know stays', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id } = await browser.openActiveSession();
    const { cluster } = manager.agent.engine;
    await cluster.ensureNetwork(newId('session'), { egress: 'none' });
    manager.agent.leave();
    await browser.sessionWhen(id, ({ workerReachable }) => !workerReachable);
    await manager.agent.join(manager.port);
    await until(async () => new Set((await cluster.inventory()).map(({ sessionId }) => sessionId)).size === 1);
    expect((await browser.session(id)).status).toBe('active');
  });

  it('a session whose instance has vanished ends and says why', async () => {
    await using manager = await startTestManager();
    const browser = manager.browser();
    const { id, instances } = await browser.openActiveSession();
    manager.agent.leave();
    await browser.sessionWhen(id, ({ workerReachable }) => !workerReachable);
    await manager.agent.engine.cluster.removeInstance(instances[0]?.id ?? '');
    await manager.agent.join(manager.port);
    expect(await browser.sessionWhen(id, ({ status }) => status === 'ended')).toMatchObject({
      endReason: 'worker-gone',
    });
  });
});
