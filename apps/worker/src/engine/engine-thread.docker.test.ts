import path from 'node:path';
import { duplexPair } from 'node:stream';
import { connectLink, type LinkedEngine } from '@marina/engine/link/connect';
import { serveLink } from '@marina/engine/link/serve';
import type { StartedInstance } from '@marina/engine/local/host-config';
import { expect, inject, it, onTestFinished } from 'vitest';
import { testEnv } from '../../test/test-env.ts';
import type { WorkerEnv } from '../env.ts';
import { EngineThread } from './engine-thread.ts';

const limits = { memoryBytes: 256 * 2 ** 20, cpus: 0.5, pids: 200, diskBytes: 2 ** 29 };

function openThread(): EngineThread {
  const thread = new EngineThread();
  onTestFinished(() => thread.close());
  return thread;
}

/** The manager's view of it. */
async function link(thread: EngineThread, env: WorkerEnv, started: StartedInstance[]): Promise<LinkedEngine> {
  const events = { started: (instance: StartedInstance) => void started.push(instance), alert: () => undefined };
  const serve = await thread.start({ env, joinFile: undefined, startOn: undefined }, events);
  const [here, there] = duplexPair();
  void serveLink(here, [serve]);
  const engine = connectLink(there);
  onTestFinished(() => engine.close());
  return engine;
}

it('the thread serves its engine, tells what it has started, and removes all when it is told to', async () => {
  // The suite's own Docker Engine.
  const env = testEnv(path.dirname(path.dirname(inject('dockerSocket'))));
  const started: StartedInstance[] = [];
  const thread = openThread();
  const { cluster, instances } = await link(thread, env, started);
  const [sessionId, id] = [`ses_${crypto.randomUUID()}`, `ins_${crypto.randomUUID()}`];
  await cluster.ensureNetwork(sessionId, { egress: 'none' });
  const spec = { id, sessionId, name: 'node1', image: 'marina/base', docker: false, limits };
  expect(await cluster.ensureInstance(spec)).toMatchObject({ id });
  expect(started).toMatchObject([{ sessionId }]);
  expect(await instances.exec(id, { command: ['hostname'] })).toMatchObject({ exitCode: 0, stdout: 'node1\n' });
  await thread.removeAll();
  expect(await cluster.inventory()).toEqual([]);
  await expect(cluster.ensureInstance(spec)).rejects.toMatchObject({ code: 'unavailable' });
});

it('a thread without a Docker Engine says so, and can be closed', async () => {
  await expect(link(openThread(), testEnv('/nowhere'), [])).rejects.toThrow(/list networks/);
});
