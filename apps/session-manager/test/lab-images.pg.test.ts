import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OwnedObject } from '@marina/engine/cluster';
import { EngineError } from '@marina/engine/errors';
import { packFiles } from '@marina/engine/pack-files';
import { expect, it } from 'vitest';
import { makeTestLabs } from './test-labs.ts';
import { startTestManager, until } from './test-manager.ts';

const lab = `title: {en: Built}
summary: {en: A lab.}
level: beginner
durationMinutes: 20
instances:
  - {name: node1, image: marina/base, build: node1}
  - {name: node2, image: marina/base}
`;
const files = (dockerfile: string, more = '') => ({
  'built/lab.yaml': lab + more,
  'built/01-one.en.md': '# One\n\nRead.\n',
  'built/node1/Dockerfile': dockerfile,
  'built/node1/a.txt': 'ahoy\n',
});
const sound = 'FROM marina/base\nCOPY a.txt /a.txt\n';

it('an instance starts from the image that its lab brings along; what it is called stays', async () => {
  await using labs = await makeTestLabs(files(sound));
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const browser = manager.browser();
  const { id, instances } = await browser.openActiveSession({ lab: 'built' });
  const specs = manager.agent.engine.specs();
  const imageOf = (name: string) => specs.find((spec) => spec.name === name)?.image;
  expect(imageOf('node1')).toMatch(/^lab\/built-node1:[0-9a-f]{32}$/);
  expect(imageOf('node2')).toBe('marina/base');
  expect(instances.map(({ image }) => image)).toEqual(['marina/base', 'marina/base']);
  const { exec } = manager.agent.engine.instances;
  expect((await exec(instances[0]?.id ?? '', { command: ['cat', '/a.txt'] })).stdout).toBe('ahoy\n');

  // Made anew by the student, it is the same again; another one is not.
  await browser.request('DELETE', `/api/v1/sessions/${id}/instances/${instances[0]?.id}`);
  await browser.sessionWhen(id, (session) => session.instances.length === 1);
  for (const name of ['node1', 'node3'])
    await browser.request('POST', `/api/v1/sessions/${id}/instances`, { name, image: 'marina/base' });
  await browser.sessionWhen(id, (session) => session.instances.every(({ status }) => status === 'running'));
  const again = new Map(manager.agent.engine.specs().map(({ name, image }) => [name, image]));
  expect([again.get('node1'), again.get('node3')]).toEqual([imageOf('node1'), 'marina/base']);
});

it('images are there before anybody asks, follow their lab, and go when nothing needs them', async () => {
  await using labs = await makeTestLabs(files(sound));
  await using manager = await startTestManager({ MARINA_LABS: labs.directory, MARINA_LABS_WATCH: 'on' });
  const { engine } = manager.agent;
  await until(() => engine.builtImages().length === 1);
  const [first] = engine.builtImages();
  await writeFile(path.join(labs.directory, 'built/node1/a.txt'), 'changed\n');
  await until(() => engine.builtImages().length === 1 && engine.builtImages()[0] !== first);
  await writeFile(path.join(labs.directory, 'built/lab.yaml'), lab.replace(', build: node1', ''));
  await until(() => engine.builtImages().length === 0);
});

it('an instance that stops is started again, whatever its lab’s Dockerfile says by now; one made anew is not', async () => {
  await using labs = await makeTestLabs(files(sound));
  await using manager = await startTestManager({
    MARINA_LABS: labs.directory,
    MARINA_LABS_WATCH: 'on',
    MARINA_SESSIONS_PER_VIEWER: '99',
    MARINA_MAX_SESSIONS: '99',
  });
  const { engine } = manager.agent;
  const browser = manager.browser();
  const { id, instances } = await browser.openActiveSession({ lab: 'built' });
  const first = instances[0]?.id ?? '';
  const [image = ''] = engine.builtImages();
  await writeFile(path.join(labs.directory, 'built/node1/Dockerfile'), 'FROM marina/base\nRUN false\n');
  await until(async () => (await browser.openSession({ lab: 'built' }).then(ended)) === 'build-failed');
  engine.kill(first);
  // Asked of the engine: how long the session shows it as stopped is not for a test to rely on.
  await until(async () => (await engine.cluster.inventory()).some((found) => isRunning(found, first)));
  expect((await browser.session(id)).status).toBe('active');
  expect(engine.builtImages()).toEqual([image]);
  await browser.request('DELETE', `/api/v1/sessions/${id}/instances/${first}`);
  await browser.sessionWhen(id, (session) => session.instances.length === 1);
  await browser.request('POST', `/api/v1/sessions/${id}/instances`, { name: 'node1', image: 'marina/base' });
  await browser.sessionWhen(id, (session) => session.instances.some(({ status }) => status === 'failed'));

  function isRunning(found: OwnedObject, instanceId: string) {
    return found.kind === 'instance' && found.instanceId === instanceId && found.status.state === 'running';
  }
  async function ended(session: { id: string }) {
    return (await browser.sessionWhen(session.id, ({ status }) => status !== 'preparing' && status !== 'ending'))
      .endReason;
  }
});

it('a Dockerfile that fails ends sessions of its lab and says so; it is not built for each of them', async () => {
  await using labs = await makeTestLabs(files('FROM marina/base\nRUN echo why && false\n'));
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const browser = manager.browser();
  for (const _ of [1, 2]) {
    const { id } = await browser.openSession({ lab: 'built' });
    const ended = await browser.sessionWhen(id, ({ status }) => status === 'ended');
    expect(ended.endReason).toBe('build-failed');
    manager.agent.engine.failNext('ensureImage', new EngineError('unavailable', 'it is built again'));
  }
  const { engine } = manager.agent;
  const limits = { memoryBytes: 2 ** 30, cpus: 1, pids: 512, diskBytes: 2 ** 30 };
  const request = { ref: `lab/x:${'0'.repeat(32)}`, base: 'marina/base', egress: 'none', limits } as const;
  // The failure that waits for the next build is still there.
  await expect(engine.images.ensure(request, packFiles([]))).rejects.toThrow('it is built again');
  expect(manager.agent.engine.specs()).toEqual([]);
});

it('a session waits for its image, can be ended meanwhile, and goes on when the engine was only busy', async () => {
  await using labs = await makeTestLabs(files(sound));
  await using manager = await startTestManager({ MARINA_LABS: labs.directory });
  const { engine } = manager.agent;
  await until(() => engine.builtImages().length === 1);
  await engine.images.prune([]);
  const release = engine.holdBuilds();
  await manager.restart();
  await manager.agent.join(manager.port);
  const browser = manager.browser();
  const [first, second] = [await browser.openSession({ lab: 'built' }), await browser.openSession({ lab: 'built' })];
  await browser.request('DELETE', `/api/v1/sessions/${first.id}`);
  await browser.sessionWhen(first.id, ({ status }) => status === 'ended');
  expect((await browser.session(second.id)).status).toBe('preparing');
  engine.failNext('finishImage', new EngineError('capacity', 'no room'));
  release();
  await browser.sessionWhen(second.id, ({ status }) => status === 'active');
});
