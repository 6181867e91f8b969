// The worker's daemons together: containerd, the Docker Engine on it, the registry.
import type { WorkerEnv } from '../env.ts';
import type { AsOthers } from '../processors/as-others.ts';
import { containerdDaemon } from './containerd.ts';
import { type KeptDaemon, keepDaemon } from './daemon-process.ts';
import { dockerDaemon } from './dockerd.ts';
import { registryDaemon } from './registry.ts';

/** Starts or adopts them; when one can't be started, those that were are stopped again. */
export async function startDaemons(env: WorkerEnv, asOthers: AsOthers): Promise<KeptDaemon> {
  const started: KeptDaemon[] = [];
  // Docker last: it needs containerd, and is stopped before it.
  const specs = [registryDaemon(env), containerdDaemon(env), dockerDaemon(env)];
  const all = {
    revive: async () => {
      for (const daemon of started) await daemon.revive();
    },
    stop: async () => {
      for (const daemon of started.toReversed()) await daemon.stop();
    },
  };
  try {
    for (const spec of await Promise.all(specs)) started.push(await keepDaemon(spec, asOthers));
  } catch (error) {
    await all.stop();
    throw error;
  }
  return all;
}
