// A Docker that is killed while it starts a command leaves containerd's shim waiting, with its lock held, for the other
// end of the command's named pipes: no later command, signal or removal gets through to that instance. Nobody will ever
// open that end, so this does, for a moment.
import { constants } from 'node:fs';
import { open, readdir, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { listShims } from './shims.ts';

const intervalMs = 50;
/** What containerd still hands to a shim arrives within this many looks without a new pipe. */
const quietLooks = 6;
const mostLooks = 60;

/**
 * Lets the shims of the containerd at `containerdSocket` go on. Only while its Docker does not run: the pipes of a
 * living Docker would be taken from it. Returns how many pipes were opened.
 */
export async function releaseAbandonedPipes(containerdSocket: string): Promise<number> {
  const opened = new Set<string>();
  for (let looks = 0, quiet = 0; looks < mostLooks && quiet < quietLooks; looks++, quiet++) {
    const shims = await listShims(containerdSocket);
    if (shims.length === 0) return opened.size;
    for (const shim of shims) {
      for (const pipe of await pipesOf(shim.pid)) {
        if (!opened.has(pipe.target)) quiet = 0;
        opened.add(pipe.target);
        // At every look: a shim has the handle before it begins to wait, and may have been about to.
        await openForAMoment(pipe.fd);
      }
    }
    await sleep(intervalMs);
  }
  return opened.size;
}

/** Docker names the pipes of a command after its id; the shim holds a handle of each from before it waits. */
async function pipesOf(pid: number): Promise<{ fd: string; target: string }[]> {
  const directory = `/proc/${pid}/fd`;
  const fds = await readdir(directory).catch(() => []);
  const all = await Promise.all(
    fds.map(async (name) => {
      const fd = `${directory}/${name}`;
      return { fd, target: `${pid}:${await readlink(fd).catch(() => '')}` };
    }),
  );
  // Docker may have removed the files since; the kernel then adds a word to the name.
  return all.filter(({ target }) => /-std(in|out|err)( \(deleted\))?$/.test(target));
}

/** Both ends at once, so that neither this nor the shim waits; through the shim's handle, the name may be gone. */
async function openForAMoment(fd: string): Promise<void> {
  const pipe = await open(fd, constants.O_RDWR | constants.O_NONBLOCK).catch(() => undefined);
  await pipe?.close();
}
