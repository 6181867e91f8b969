// What is removed while it is being started.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeEach, expect, inject, it } from 'vitest';
import { openLocal, testConfinement } from '../contract/local-subject.ts';
import type { Engine } from '../engine.ts';
import { connectDocker } from './docker.ts';
import { dataVolumeName } from './host-config.ts';
import { readMounts } from './mounts.ts';

const client = connectDocker(inject('dockerSocket'));
const limits = { memoryBytes: 256 * 2 ** 20, cpus: 0.5, pids: 200, diskBytes: 2 ** 29 };
let engine: Engine;
let sessionId: string;
let id: string;

beforeEach(async () => {
  ({ engine } = await openLocal());
  [sessionId, id] = [`ses_${crypto.randomUUID()}`, `ins_${crypto.randomUUID()}`];
  await engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
  await engine.cluster.ensureInstance({ id, sessionId, name: 'node1', image: 'marina/docker', docker: true, limits });
  await removeContainerOnly();
});

it('a session goes although a start has put a disk on its volume after the instance was gone', async () => {
  await putDiskOnVolume();
  await engine.cluster.removeSession(sessionId);
  expect(await traces()).toEqual([]);
});

it('an instance goes although a start puts its disk on the volume just before that is removed', async () => {
  const { disks } = await testConfinement();
  let isLate = false;
  const giveBack = async (instanceId: string) => {
    await disks.giveBack(instanceId);
    if (!isLate) await putDiskOnVolume();
    isLate = true;
  };
  const { cluster } = (await openLocal({ disks: { ...disks, giveBack } })).engine;
  await cluster.removeInstance(id);
  expect(isLate).toBe(true);
  expect(await traces()).toEqual([]);
  await cluster.removeSession(sessionId);
});

/** As a removal does that has overtaken a start. */
async function removeContainerOnly(): Promise<void> {
  const container = client.getContainer(id);
  await container.kill();
  await container.wait();
  await (await testConfinement()).disks.giveBack(id);
  await container.remove();
}

/** As the start does that was overtaken. */
async function putDiskOnVolume(): Promise<void> {
  const { Mountpoint } = await client.getVolume(dataVolumeName(id)).inspect();
  execFileSync('mount', ['--bind', path.join(inject('disks'), id, 'data'), Mountpoint]);
}

async function traces(): Promise<string[]> {
  const { Volumes } = await client.listVolumes({ filters: { name: [id] } });
  const mounts = (await readMounts()).filter(({ point }) => point.includes(id));
  return [...Volumes.map(({ Name }) => Name), ...mounts.map(({ point }) => point)];
}
