import type { Duplex } from 'node:stream';
import type { CheckState } from '@marina/protocol/lab-progress';
import { checkStateSchema, labProgressSchema } from '@marina/protocol/lab-progress';
import { sessionEventSchema } from '@marina/protocol/session-events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { makeTestLabs, type TestLabs } from './test-labs.ts';
import { type Browser, startTestManager, type TestManager, until } from './test-manager.ts';

let labs: TestLabs;
let manager: TestManager;
beforeAll(async () => {
  labs = await makeTestLabs();
  manager = await startTestManager({ MARINA_LABS: labs.directory, MARINA_SESSIONS_PER_VIEWER: '10' });
});
afterAll(async () => {
  await manager[Symbol.asyncDispose]();
  await labs[Symbol.asyncDispose]();
});

const volumes = (...names: string[]) => ({ Volumes: names.map((Name) => ({ Name })) });

async function openLab(browser: Browser) {
  const session = await browser.openActiveSession({ lab: 'harbour' });
  const instance = session.instances[0]?.id ?? '';
  const has = (...names: string[]) =>
    manager.agent.engine.answerDocker(instance, (path) => (path === '/volumes' ? volumes(...names) : undefined));
  has();
  return { id: session.id, instance, has };
}

async function look(browser: Browser, id: string, body: object = {}): Promise<CheckState> {
  const reply = await browser.request('POST', `/api/v1/sessions/${id}/checks`, body);
  return checkStateSchema.parse(await reply.json());
}

function follow(browser: Browser, id: string) {
  const states: CheckState[] = [];
  const socket = new WebSocket(`ws://127.0.0.1:${manager.port}/api/v1/sessions/${id}/events`, {
    headers: { cookie: browser.cookie },
  });
  socket.on('message', (data) => {
    const event = sessionEventSchema.parse(JSON.parse(String(data)));
    if (event.type === 'checks') states.push(event.checks);
  });
  return { states, close: () => socket.terminate() };
}

it('a look on demand tells the difference in both languages, then that the task is done', async () => {
  const browser = manager.browser();
  const { id, has } = await openLab(browser);
  const before = await look(browser, id, { task: 'volume' });
  expect(Object.keys(before.tasks)).toEqual(['volume']);
  expect(before.tasks.volume).toMatchObject({
    doneAt: null,
    verdicts: [{ passed: false, sentence: { en: expect.any(String), fr: expect.any(String) } }],
  });
  has('data');
  const after = await look(browser, id);
  expect(after.tasks.volume).toMatchObject({ doneAt: expect.any(String), verdicts: [{ passed: true }] });
  expect(after.tasks.page).toMatchObject({ doneAt: null });
  has();
  expect((await look(browser, id)).tasks.volume?.doneAt, 'it stays done').toBe(after.tasks.volume?.doneAt);
  expect((await look(browser, id, { task: 'volume' })).tasks.volume?.verdicts).toMatchObject([{ passed: false }]);
});

it('a page is judged with the student’s own values', async () => {
  const browser = manager.browser();
  const { id, instance } = await openLab(browser);
  const reply = await (await browser.request('GET', '/api/v1/labs/harbour/progress')).json();
  const { variables } = labProgressSchema.parse(reply);
  const serve = (body: string) => (socket: Duplex) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`));
  };
  manager.agent.engine.listen(instance, 8080, serve('nothing'));
  expect((await look(browser, id, { task: 'page' })).tasks.page?.verdicts).toMatchObject([{ passed: false }]);
  manager.agent.engine.listen(instance, 8080, serve(`the ${variables.word}`));
  expect((await look(browser, id, { task: 'page' })).tasks.page?.verdicts).toEqual([{ passed: true }]);
});

it('while the session is open, a task turns green by itself and is done for good', async () => {
  const browser = manager.browser();
  const { id, has } = await openLab(browser);
  const { states, close } = follow(browser, id);
  await until(() => states.length === 1);
  expect(states[0]?.tasks.volume?.doneAt).toBeNull();
  has('data');
  await until(() => states.at(-1)?.tasks.volume?.doneAt !== null);
  expect(states).toHaveLength(2);
  close();
  const again = follow(browser, id);
  await until(() => again.states.length > 0);
  expect(again.states[0]?.tasks.volume?.doneAt).toBe(states[1]?.tasks.volume?.doneAt);
  again.close();
});

it('an engine that hangs holds up its own session only', async () => {
  const [slow, quick] = [manager.browser(), manager.browser()];
  const stuck = await openLab(slow);
  manager.agent.engine.answerDocker(stuck.instance, () => new Promise(() => undefined));
  const waiting = look(slow, stuck.id, { task: 'volume' });
  const other = await openLab(quick);
  const startedAt = performance.now();
  await look(quick, other.id);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect((await waiting).tasks.volume?.verdicts).toMatchObject([{ passed: false }]);
});

it('a worker out of reach gives no verdicts, and leaves nothing done', async () => {
  const browser = manager.browser();
  const { id } = await openLab(browser);
  manager.agent.leave();
  await browser.sessionWhen(id, ({ workerReachable }) => !workerReachable);
  expect((await look(browser, id)).tasks.volume).toMatchObject({ doneAt: null, verdicts: [] });
  await manager.agent.join(manager.port);
  await browser.sessionWhen(id, ({ workerReachable }) => workerReachable);
});

it('refuses what is not there', async () => {
  const browser = manager.browser();
  const { id } = await openLab(browser);
  const code = async (path: string, body: object) => (await browser.errorOf('POST', path, body)).code;
  expect(await code(`/api/v1/sessions/${id}/checks`, { task: 'none' })).toBe('task-not-found');
  expect(await code(`/api/v1/sessions/${id}/checks`, { tasks: [] })).toBe('bad-request');
  expect((await manager.browser().errorOf('POST', `/api/v1/sessions/${id}/checks`, {})).code).toBe('session-not-found');
  await browser.request('DELETE', `/api/v1/sessions/${id}`);
  expect(await code(`/api/v1/sessions/${id}/checks`, {})).toBe('session-ended');
});
