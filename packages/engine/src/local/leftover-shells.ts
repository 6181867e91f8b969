// Shells of an agent that died: their PTYs can't be attached again, so they are hung up instead of left unreachable.
import { labels } from '../labels.ts';
import { type Docker, docker, dockerIfFound } from './docker.ts';
import { hangUpShell } from './pty.ts';

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
  const hungUp = await Promise.all(execIds.map((id) => hangUpIfShell(client, id)));
  return hungUp.filter(Boolean).length;
}

async function hangUpIfShell(client: Docker, execId: string): Promise<boolean> {
  const exec = client.getExec(execId);
  const found = await dockerIfFound('inspect a command', exec.inspect());
  if (!found?.Running || !found.ProcessConfig.tty) return false;
  await hangUpShell(exec);
  return true;
}
