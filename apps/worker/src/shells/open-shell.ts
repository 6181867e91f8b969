// Opens shells in instances: kept ones where the image has a keeper, else plain ones.
import { EngineError } from '@marina/engine/errors';
import type { Instances, PtySize } from '@marina/engine/instances';
import type { Docker } from '@marina/engine/local/docker';
import type { Runtime } from '@marina/engine/local/host-config';
import { log } from '../log.ts';
import { linkKeeper } from './keeper-link.ts';
import { KeptShell } from './kept-shell.ts';
import { PlainShell } from './plain-shell.ts';
import type { Shell } from './shell.ts';

/** Through a shell, whose code for a program that isn't there is its own: Docker's is that of every failed start. */
const startKeeper = ['/bin/sh', '-c', 'exec "$0" "$@"', '/usr/local/lib/marina/keeper'];
const noSuchProgram = 127;
const env = { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };

export type Shells = {
  /** @throws EngineError `not-found`, `conflict` (the instance isn't running), `failed` (it can start nothing more) */
  open(instanceId: string, name: string, size: PtySize): Promise<Shell>;
  /** Reaches a kept shell of an earlier agent, whose output goes on from an offset; undefined when it is gone. */
  adopt(instanceId: string, name: string, from: number): Promise<Shell | undefined>;
};

/** Opens shells in a worker's instances. gVisor shows no sockets of an instance outside: all shells there are plain. */
export function openShells(client: Docker, instances: Instances, runtime: Runtime): Shells {
  const adopt: Shells['adopt'] = async (instanceId, name, from) => {
    const link = await linkKeeper(client, instanceId, name, from);
    return link && new KeptShell({ client, instanceId, name }, link);
  };
  return {
    open: async (instanceId, name, size) => {
      const openPlain = async () => new PlainShell(await instances.openPty(instanceId, size), size);
      if (runtime === 'runsc') return openPlain();
      const command = [...startKeeper, name, String(size.cols), String(size.rows)];
      const { exitCode, stdout, stderr } = await instances.exec(instanceId, { command, env });
      if (exitCode === noSuchProgram) return openPlain();
      const shell = exitCode === 0 ? await adopt(instanceId, name, 0) : undefined;
      if (shell) return shell;
      log('a shell’s keeper could not be started', { instanceId, exitCode, said: `${stdout}${stderr}` });
      throw new EngineError('failed', 'the instance could not start a shell');
    },
    adopt,
  };
}
