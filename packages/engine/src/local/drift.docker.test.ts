import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openLocal, testConfinement } from '../contract/local-subject.ts';
import { connectDocker } from './docker.ts';
import { driftOf, endDrifted, findDrift, untoldSettings } from './drift.ts';

const sessionId = `ses_${crypto.randomUUID()}`;
const id = `ins_${crypto.randomUUID()}`;
const client = connectDocker(inject('dockerSocket'));
const container = client.getContainer(id);
const limits = { memoryBytes: 256 * 2 ** 20, cpus: 0.5, pids: 200, diskBytes: 2 ** 29 };

beforeAll(async () => {
  const { engine } = await openLocal();
  await engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
  const image = 'marina/docker';
  await engine.cluster.ensureInstance({ id, sessionId, name: 'node1', image, docker: true, limits });
});
afterAll(async () => (await openLocal()).engine.cluster.removeSession(sessionId));

it('an instance that nobody has changed has not drifted, whatever Docker writes in another way', async () => {
  const confinement = await testConfinement();
  const untold = await untoldSettings(client, confinement);
  expect(driftOf(await container.inspect(), confinement, untold)).toBeUndefined();
  // What tells a way out must be told by every Docker Engine.
  const needed = ['SecurityOpt', 'CapAdd', 'Privileged', 'PidMode', 'UsernsMode', 'Binds', 'NetworkMode'];
  expect(untold.filter((name) => needed.includes(name))).toEqual([]);
  const left = await client.listVolumes({ filters: { name: ['ins_00000'] } });
  expect(left.Volumes).toEqual([]);
});

it('another filter, other namespaces, mounts and names are told by name', async () => {
  const confinement = await testConfinement();
  const untold = await untoldSettings(client, confinement);
  const seen = await container.inspect();
  const changed = (host: object) =>
    driftOf({ ...seen, HostConfig: { ...seen.HostConfig, ...host } }, confinement, untold)?.differences;
  expect(changed({ SecurityOpt: ['seccomp=unconfined'] })).toEqual(['SecurityOpt']);
  expect(changed({ UsernsMode: 'host', PidMode: 'host' })).toEqual(['PidMode', 'UsernsMode']);
  expect(changed({ Binds: ['/etc:/h'] })).toEqual(['Binds']);
  expect(changed({ Sysctls: { ...seen.HostConfig.Sysctls, 'net.ipv4.ip_forward': '1' } })).toEqual(['Sysctls']);
  expect(changed({ CapAdd: [...(seen.HostConfig.CapAdd as string[]), 'CAP_SYS_MODULE'] })).toEqual(['CapAdd']);
  expect(driftOf({ ...seen, Name: '/stray' }, confinement, untold)?.differences).toEqual(['name']);
});

it('an instance that was given more memory is ended, and a stranger with its labels removed', async () => {
  const confinement = await testConfinement();
  const { Labels } = (await container.inspect()).Config;
  const stray = await client.createContainer({ Image: 'marina/base', Labels });
  await container.update({ Memory: 2 ** 30, MemorySwap: 2 ** 30 });
  const found = (await findDrift(client, confinement, await untoldSettings(client, confinement))).filter(
    ({ instanceId }) => instanceId === id,
  );
  expect(found.map(({ differences }) => differences.includes('name')).sort()).toEqual([false, true]);
  for (const drift of found) await endDrifted(client, drift);
  expect((await container.inspect()).State.Running).toBe(false);
  await expect(stray.inspect()).rejects.toThrow('404');
});
