// How the worker shares out the machine's processors: one is left to keystrokes where there are two or more.

import { labels } from '@marina/engine/labels';
import { type Docker, docker, dockerIfFound } from '@marina/engine/local/docker';
import type { StartedInstance } from '@marina/engine/local/host-config';
import { type AsOthers, asOthersIn } from './as-others.ts';
import { ProcessorGuard } from './guard.ts';
import { ensureLoadGroup } from './load-group.ts';
import { Metronome } from './metronome.ts';
import { splitProcessors } from './split.ts';

export type WorkerProcessors = {
  asOthers: AsOthers;
  /** Undefined where the machine has no such groups: load-group.ts. */
  joinFile: string | undefined;
  /** Where instances are to be started: a list of processors. */
  startOn: string | undefined;
  /** Looks after an instance for as long as it runs. */
  watch(instance: StartedInstance): Promise<void>;
  /** …and after those that an agent before this one has started. */
  watchRunning(client: Docker): Promise<void>;
  /** To be called when somebody has typed. */
  keyCame: () => void;
  /** Nobody is kept any more. */
  close(): Promise<void>;
  /** After the daemons have ended: leaves nothing of it on the machine. */
  remove(): Promise<void>;
};

/** `name` is the worker's. */
export async function openWorkerProcessors(name: string): Promise<WorkerProcessors> {
  const split = await splitProcessors();
  const loadGroup = split && (await ensureLoadGroup(name, split));
  const guard = split && new ProcessorGuard(split);
  const metronome = new Metronome();
  const watch: WorkerProcessors['watch'] = async (instance) => guard?.watch(instance);
  return {
    asOthers: asOthersIn(loadGroup?.joinFile),
    joinFile: loadGroup?.joinFile,
    // Without groups for processors Docker would refuse it.
    startOn: loadGroup && split?.forLoad,
    watch,
    watchRunning: async (client) => {
      const filters = { label: [labels.instance] };
      for (const { Id, Labels } of await docker('list instances', client.listContainers({ filters }))) {
        const seen = await dockerIfFound('inspect an instance', client.getContainer(Id).inspect());
        if (!seen?.State.Running) continue;
        await watch({ containerId: Id, sessionId: Labels[labels.session] ?? '', pid: seen.State.Pid });
      }
    },
    keyCame: () => metronome.keyCame(),
    close: async () => void (await Promise.all([guard?.close(), metronome.close()])),
    remove: async () => loadGroup?.remove(),
  };
}
