import { setTimeout as sleep } from 'node:timers/promises';
import { EngineError } from '@marina/engine/errors';
import { packFiles } from '@marina/engine/pack-files';
import { expect, it } from 'vitest';
import { makeTestLabs } from './test-labs.ts';
import { startTestManager, until } from './test-manager.ts';

const lab = (instance: string, more = '') => `title: {en: Made ready}
summary: {en: A lab.}
level: beginner
durationMinutes: 20
instances:
  - ${instance}
${more}`;

const text = '# One\n\nRead.\n';

it('files and set-up come before the student, once for each instance', async () => {
  await using labs = await makeTestLabs({
    'ready/lab.yaml': lab('{name: node1, image: marina/base, files: [{from: site, to: /srv/site}], setup: set-up}'),
    'ready/01-one.en.md': text,
    'ready/site/a.txt': 'first',
    'ready/site/deep/b.txt': 'second',
    'ready/set-up': '#!true\n',
  });
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const browser = manager.browser();
  const { id, instances } = await browser.openActiveSession({ lab: 'ready' });
  const instance = instances[0]?.id ?? '';
  const { exec, putFiles } = manager.agent.engine.instances;
  const read = async (name: string) => (await exec(instance, { command: ['cat', name] })).stdout;
  expect(await read('/srv/site/a.txt')).toBe('first');
  expect(await read('/srv/site/deep/b.txt')).toBe('second');
  manager.agent.engine.failNext('putFiles', new EngineError('invalid', 'the set-up came twice'));
  manager.agent.engine.kill(instance);
  await browser.sessionWhen(id, (session) => session.instances[0]?.status === 'running');
  // The failure that waits for the next files is still there.
  await expect(putFiles(instance, '/', packFiles([]))).rejects.toThrow('the set-up came twice');
  await browser.request('DELETE', `/api/v1/sessions/${id}/instances/${instance}`);
  await browser.sessionWhen(id, (session) => session.instances.length === 0);
  await browser.request('POST', `/api/v1/sessions/${id}/instances`, { name: 'node1', image: 'marina/base' });
  const again = await browser.sessionWhen(id, (session) => session.instances[0]?.status === 'running');
  const file = { command: ['cat', '/srv/site/a.txt'] };
  await until(async () => (await exec(again.instances[0]?.id ?? '', file)).stdout === 'first');
});

it('a set-up that fails ends the session and says so', async () => {
  await using labs = await makeTestLabs({
    'broken/lab.yaml': lab('{name: node1, image: marina/base, setup: set-up}'),
    'broken/01-one.en.md': text,
    'broken/set-up': '#!false\n',
  });
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const browser = manager.browser();
  const { id } = await browser.openSession({ lab: 'broken' });
  const ended = await browser.sessionWhen(id, ({ status }) => status === 'ended');
  expect(ended.endReason).toBe('setup-failed');
});

it('a pool whose set-up fails is not filled again and again', async () => {
  await using labs = await makeTestLabs({
    'broken/lab.yaml': lab('{name: node1, image: marina/base, setup: set-up}', 'pool: 1'),
    'broken/01-one.en.md': text,
    'broken/set-up': '#!false\n',
  });
  await using manager = await startTestManager({ MARINA_LABS: labs.directory, MARINA_POOL: '1' });
  const seen = new Set<string>();
  const deadline = Date.now() + 4_000;
  while (Date.now() < deadline) {
    for (const { sessionId } of manager.agent.engine.specs()) seen.add(sessionId);
    await sleep(5);
  }
  // The other lab of the catalogue asks for no pool.
  expect(seen.size).toBe(1);
});

it('a set-up waits for the instance’s Docker Engine', async () => {
  await using labs = await makeTestLabs({
    'patient/lab.yaml': lab('{name: node1, image: marina/docker, setup: set-up}'),
    'patient/01-one.en.md': text,
    'patient/set-up': '#!true\n',
  });
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const browser = manager.browser();
  const { id } = await browser.openSession({ lab: 'patient' });
  const running = await browser.sessionWhen(id, ({ instances }) => instances[0]?.status === 'running');
  expect(running.status).toBe('preparing');
  manager.agent.engine.setDockerReady(running.instances[0]?.id ?? '');
  await browser.sessionWhen(id, ({ status }) => status === 'active');
});

it('what a lab asks of time and machines holds within what the operator allows', async () => {
  const asks =
    'time: {sessionMinutes: 30, idleMinutes: 10, extensions: 9}\nlimits: {memory: 1GB, cpus: 16, processes: 100}';
  await using labs = await makeTestLabs({
    'modest/lab.yaml': lab('{name: node1, image: marina/base}', asks),
    'modest/01-one.en.md': text,
  });
  await using manager = await startTestManager({ MARINA_LABS: labs.directory, MARINA_EXTENSIONS: '1' });
  const browser = manager.browser();
  const { id } = await browser.openActiveSession({ lab: 'modest' });
  const { createdAt, expiresAt, idleEndsAt, extensionsLeft } = await browser.session(id);
  const minutes = (until: string | null) => Math.round((Date.parse(until ?? '') - Date.parse(createdAt)) / 60_000);
  expect([minutes(expiresAt), minutes(idleEndsAt), extensionsLeft]).toEqual([30, 10, 1]);
  await until(() => manager.agent.engine.specs().length === 1);
  expect(manager.agent.engine.specs()[0]?.limits).toMatchObject({ memoryBytes: 2 ** 30, cpus: 1, pids: 100 });
});

it('a lab’s own ports have their addresses before anything listens', async () => {
  await using labs = await makeTestLabs();
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const browser = manager.browser();
  const { id } = await browser.openActiveSession({ lab: 'harbour' });
  const session = await browser.sessionWhen(id, ({ instances }) => instances[0]?.exposures.length === 1);
  expect(session.instances[0]?.exposures[0]?.port).toBe(8080);
});
