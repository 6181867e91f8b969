// The processes that containerd has beside each container: they outlive it, and Docker.
import { readdir, readFile, readlink } from 'node:fs/promises';

export type Shim = {
  pid: number;
  containerId: string;
  /** What containerd keeps of the container while it has it. */
  bundle: string;
};

/** Those of the containerd at `containerdSocket`, and of no other on the machine. */
export async function listShims(containerdSocket: string): Promise<Shim[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readShim(Number(pid), containerdSocket)));
  return found.filter((shim) => shim !== undefined);
}

/** Undefined for any other process, and for one that has ended meanwhile. */
async function readShim(pid: number, containerdSocket: string): Promise<Shim | undefined> {
  const args = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  const flag = (name: string) => args[args.indexOf(name) + 1] ?? '';
  if (!args[0]?.includes('containerd-shim') || flag('-address') !== containerdSocket) return undefined;
  // A short-lived one, by which containerd starts or cleans up, stands for no container.
  if (args.includes('start') || args.includes('delete')) return undefined;
  const bundle = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return bundle === undefined ? undefined : { pid, containerId: flag('-id'), bundle };
}
