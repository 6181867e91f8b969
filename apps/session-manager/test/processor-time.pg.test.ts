import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { alertSchema } from '@marina/protocol/alerts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestManager, until } from './test-manager.ts';

const postSchema = z.object({ text: z.string(), marina: z.url(), alert: alertSchema });

/** Takes alerts as an operator's chat would; the first is refused, as by one that is just being restarted. */
async function receiveAlerts() {
  const received: z.infer<typeof postSchema>[] = [];
  let isRefusing = true;
  const server = http.createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    response.writeHead(isRefusing ? 503 : 200).end();
    if (!isRefusing) received.push(postSchema.parse(body));
    isRefusing = false;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { received, url: `http://127.0.0.1:${port}/`, [Symbol.dispose]: () => void server.close() };
}

/** A sixteenth of it is how often the manager counts, so that these tests need no more than a moment. */
const often = { MARINA_ALERT_BURNING_MINUTES: '0.02' };

describe('a budget of processor time', () => {
  it('is counted over all instances, those that are gone too, and ends the session', async () => {
    await using manager = await startTestManager({ ...often, MARINA_SESSION_PROCESSOR_MINUTES: '1' });
    const browser = manager.browser();
    const { engine } = manager.agent;
    const { id, instances } = await browser.openActiveSession();
    const first = instances[0]?.id ?? '';
    const used = async () => (await browser.session(id)).processorTime?.usedMs;
    engine.setCpuMs(first, 20_000);
    await until(async () => (await used()) === 20_000);
    const second = await browser.addInstance(id);
    await browser.sessionWhen(id, (session) => session.instances.every(({ status }) => status === 'running'));
    engine.setCpuMs(second.id, 15_000);
    await until(async () => (await used()) === 35_000);
    await browser.request('DELETE', `/api/v1/sessions/${id}/instances/${second.id}`);
    await browser.sessionWhen(id, (session) => session.instances.length === 1);
    expect(await used()).toBe(35_000);
    engine.setCpuMs(first, 45_000);
    const ended = await browser.sessionWhen(id, ({ status }) => status === 'ended');
    expect(ended).toMatchObject({ endReason: 'processor-time', processorTime: { usedMs: 60_000, budgetMs: 60_000 } });
    expect(await engine.cluster.inventory()).toEqual([]);
  });

  it('outlives a restart of the manager; an instance that starts again counts from nothing', async () => {
    await using manager = await startTestManager(often);
    const browser = manager.browser();
    const { id, instances } = await browser.openActiveSession();
    const instance = instances[0]?.id ?? '';
    const used = async () => (await browser.session(id)).processorTime?.usedMs;
    manager.agent.engine.setCpuMs(instance, 30_000);
    await until(async () => (await used()) === 30_000);
    await manager.restart();
    await manager.agent.join(manager.port);
    manager.agent.engine.setCpuMs(instance, 32_000);
    await until(async () => (await used()) === 32_000);
    manager.agent.engine.setCpuMs(instance, 5_000);
    await until(async () => (await used()) === 37_000);
  });

  it('can be switched off', async () => {
    await using manager = await startTestManager({ ...often, MARINA_SESSION_PROCESSOR_MINUTES: '0' });
    const { processorTime } = await manager.browser().openActiveSession();
    expect(processorTime).toBeNull();
  });
});

describe('the operator is told', () => {
  it('of a session that burns, once, also when the receiver is away for a moment', async () => {
    using operator = await receiveAlerts();
    await using manager = await startTestManager({ ...often, MARINA_ALERT_URL: operator.url });
    const browser = manager.browser();
    const { id, instances } = await browser.openActiveSession();
    const resting = await browser.openActiveSession();
    const startedAt = performance.now();
    const burning = setInterval(() => {
      manager.agent.engine.setCpuMs(instances[0]?.id ?? '', performance.now() - startedAt);
    }, 20);
    try {
      await until(() => operator.received.length > 0);
    } finally {
      clearInterval(burning);
    }
    expect(operator.received).toMatchObject([
      { marina: 'http://localhost', text: expect.stringContaining(id), alert: { kind: 'burning', sessionId: id } },
    ]);
    expect(JSON.stringify(operator.received)).not.toContain(resting.id);
  });

  it('of a session whose budget is spent, and of what a worker has seen', async () => {
    using operator = await receiveAlerts();
    const settings = { ...often, MARINA_ALERT_URL: operator.url, MARINA_SESSION_PROCESSOR_MINUTES: '1' };
    await using manager = await startTestManager(settings);
    const { id, instances } = await manager.browser().openActiveSession();
    manager.agent.raise({ kind: 'drift', instanceId: 'ins_other', differences: ['Memory'] });
    manager.agent.engine.setCpuMs(instances[0]?.id ?? '', 61_000);
    await until(() => operator.received.length === 2);
    expect(operator.received.map(({ alert }) => alert)).toEqual(
      expect.arrayContaining([
        { kind: 'drift', instanceId: 'ins_other', differences: ['Memory'] },
        { kind: 'budget-spent', sessionId: id, minutes: 1 },
      ]),
    );
  });
});
