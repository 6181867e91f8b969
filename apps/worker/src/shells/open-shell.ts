// Opens shells in instances: kept ones where the image has a keeper, else plain ones.

import { EngineError } from '@marina/engine/errors';
import type { Instances, PtySize } from '@marina/engine/instances';
import type { Docker } from '@marina/engine/local/docker';
import { linkKeeper } from './keeper-link.ts';
import { KeptShell } from './kept-shell.ts';
import { PlainShell } from './plain-shell.ts';
import type { Shell } from './shell.ts';

export type Shells = {
  /** @throws EngineError `not-found`, `conflict` (the instance isn't running) */
  open(instanceId: string, name: string, size: PtySize): Promise<Shell>;
  /** Reaches a kept shell of an earlier agent, whose output goes on from an offset; undefined when it is gone. */
  adopt(instanceId: string, name: string, from: number): Promise<Shell | undefined>;
};

export function openShells(client: Docker, instances: Instances): Shells {
  const adopt: Shells['adopt'] = async (instanceId, name, from) => {
    const link = await linkKeeper(client, instanceId, name, { size: undefined, from });
    return typeof link === 'object' ? new KeptShell({ client, instanceId, name }, link) : undefined;
  };
  return {
    open: async (instanceId, name, size) => {
      const link = await linkKeeper(client, instanceId, name, { size, from: 0 });
      if (typeof link === 'object') return new KeptShell({ client, instanceId, name }, link);
      if (link === 'no-keeper') return new PlainShell(await instances.openPty(instanceId, size), size);
      // It may have begun all the same: nothing is left behind where nobody would look for it.
      await (await adopt(instanceId, name, 0))?.hangUp();
      throw new EngineError('failed', 'the shell’s keeper does not answer');
    },
    adopt,
  };
}
