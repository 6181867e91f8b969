// A connection to a Unix socket inside an instance, past dockerd, by way of the machine's view of the instance's files.
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import net from 'node:net';
import { EngineError } from '../errors.ts';
import { type Docker, docker } from './docker.ts';

/** Linux's O_PATH: names a file without opening it, so that no file can make the caller wait. Node does not export it. */
const nameOnly = 0o10000000;

/** What says that nothing listens; anything else, such as too many open files here, may be over in a moment. */
const nobodyThere = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ECONNREFUSED', 'EPROTOTYPE']);

/**
 * Connects to the socket at this path from the instance's root. Whoever is root in there may have put anything in the
 * way: each part is opened by its own, and none may be a link, which would be followed outside.
 * @throws EngineError `not-found` (no such instance; nothing listens there), `conflict` (not running), `unavailable`
 */
export async function connectInside(client: Docker, instanceId: string, path: readonly string[]): Promise<net.Socket> {
  const { State } = await docker('find the instance', client.getContainer(instanceId).inspect());
  if (!State.Running || !State.Pid) throw new EngineError('conflict', 'the instance is not running');
  let handle: FileHandle | undefined;
  try {
    handle = await open(`/proc/${State.Pid}/root`, nameOnly | constants.O_DIRECTORY);
    for (const [at, part] of path.entries()) {
      const kind = at < path.length - 1 ? constants.O_DIRECTORY : 0;
      const next: FileHandle = await open(`${pathOf(handle)}/${part}`, nameOnly | constants.O_NOFOLLOW | kind);
      await handle.close();
      handle = next;
    }
    if (!(await handle.stat()).isSocket()) throw new EngineError('not-found', 'no socket is there in the instance');
    return await connect(pathOf(handle));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new EngineError(nobodyThere.has(code) ? 'not-found' : 'unavailable', `no socket: ${code}`, { cause: error });
  } finally {
    await handle?.close();
  }
}

const pathOf = (handle: FileHandle) => `/proc/self/fd/${handle.fd}`;

function connect(path: string): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}
