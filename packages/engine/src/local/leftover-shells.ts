// Shells of an agent that died: their PTYs can't be attached again, so they are hung up instead of left unreachable.
import { labels } from '../labels.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';
import { hangUpExec } from './exec.ts';

/** Hangs up every shell on a PTY in any instance. Only for an agent that has not opened one itself yet. */
export async function hangUpLeftoverShells(client: Docker): Promise<number> {
  const running = await docker('list instances', client.listContainers({ filters: { label: [labels.instance] } }));
  const hungUp = await Promise.all(running.map(({ Id }) => hangUpShellsOf(client, Id)));
  return hungUp.reduce((sum, count) => sum + count, 0);
}

async function hangUpShellsOf(client: Docker, containerId: string): Promise<number> {
  const details = await dockerIfFound('inspect the instance', client.getContainer(containerId).inspect());
  // Docker answers null, not [], where there is none.
  const execIds: string[] = details?.ExecIDs ?? [];
  let count = 0;
  for (const id of execIds) {
    const exec = client.getExec(id);
    const found = await dockerIfFound('inspect a command', exec.inspect());
    if (!found?.Running || !found.ProcessConfig.tty) continue;
    await hangUpExec(exec);
    count += 1;
  }
  return count;
}
