// A second Docker Engine beside the suite's own, to be killed: what it has started and not yet written down.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectDocker } from '@marina/engine/local/docker';
import { unmountBelow } from '@marina/engine/local/machine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testEnv } from '../../test/test-env.ts';
import type { WorkerEnv } from '../env.ts';
import { pullInstanceImage } from '../instance-images.ts';
import { asOthersIn } from '../processors/as-others.ts';
import { containerdDaemon, containerdSocket } from './containerd.ts';
import { type KeptDaemon, keepDaemon } from './daemon-process.ts';
import { dockerDaemon, dockerSocket } from './dockerd.ts';
import { listShims } from './shims.ts';

const image = 'marina/base';
let home: string;
let env: WorkerEnv;
let daemons: Record<'containerd' | 'dockerd', KeptDaemon>;

beforeAll(async () => {
  home = await mkdtemp('/var/tmp/marina-worker-');
  // Containers' root, another user on the machine, must pass through.
  await chmod(home, 0o711);
  env = testEnv(home);
  const asOthers = asOthersIn(undefined);
  const containerd = await keepDaemon(await containerdDaemon(env), asOthers);
  daemons = { containerd, dockerd: await keepDaemon(await dockerDaemon(env), asOthers) };
  await pullInstanceImage(env, image);
});
afterAll(async () => {
  await daemons.containerd.stop();
  await unmountBelow(home);
  await rm(home, { recursive: true, force: true });
});

it('a container that was started and not written down is ended, and can be started again', async () => {
  const [forgotten, kept] = [await startContainer(), await startContainer()];
  await saysItIsCreated(forgotten.id);
  await killDocker();
  await daemons.dockerd.revive();
  expect((await forgotten.inspect()).State.Running).toBe(false);
  expect(await running()).toEqual([kept.id]);
  expect((await kept.inspect()).State.Running).toBe(true);
  await forgotten.start();
  expect(await running()).toEqual([kept.id, forgotten.id].sort());
});

it('a stop leaves nothing running that Docker could not remove', async () => {
  await startContainer();
  const pids = (await listShims(containerdSocket(env))).map(({ pid }) => pid);
  expect(pids).not.toEqual([]);
  await daemons.dockerd.stop();
  expect(await running()).toEqual([]);
  expect(await readdir(path.join(env.run, 'containerd/io.containerd.runtime.v2.task/moby'))).toEqual([]);
});

async function startContainer() {
  const container = await connectDocker(dockerSocket(env)).createContainer({
    Image: image,
    Entrypoint: ['sleep', 'infinity'],
    HostConfig: { NetworkMode: 'none' },
  });
  await container.start();
  return container;
}

async function running(): Promise<string[]> {
  return (await listShims(containerdSocket(env))).map(({ containerId }) => containerId).sort();
}

/** As Docker's record is between the start of a container and its end. */
async function saysItIsCreated(id: string): Promise<void> {
  const data = path.join(env.home, 'docker');
  const [mapped] = (await readdir(data)).filter((name) => /^\d+\.\d+$/.test(name));
  const file = path.join(data, mapped ?? '', 'containers', id, 'config.v2.json');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('"Running":true');
  await writeFile(file, text.replace('"Running":true', '"Running":false').replace(/"Pid":\d+/, '"Pid":0'));
}

async function killDocker(): Promise<void> {
  const pid = Number(await readFile(path.join(env.run, 'dockerd.agent.pid'), 'utf8'));
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ')).toContain(' Z ');
}
