// TCP to a port of an instance. The address comes from Docker's own record, never from a caller.
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { EngineError } from '../errors.ts';
import { labels } from '../labels.ts';
import { type Docker, docker } from './docker.ts';

const connectTimeoutMs = 5_000;

export async function dialPort(client: Docker, instanceId: string, port: number): Promise<Duplex> {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new EngineError('invalid', `no such port: ${port}`);
  const host = await addressOf(client, instanceId);
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port, timeout: connectTimeoutMs });
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.setNoDelay(true);
      resolve(socket);
    });
    socket.once('timeout', () => socket.destroy(new EngineError('timeout', `port ${port} does not answer`)));
    socket.once('error', (error) => {
      reject(error instanceof EngineError ? error : new EngineError('unavailable', error.message, { cause: error }));
    });
  });
}

async function addressOf(client: Docker, instanceId: string): Promise<string> {
  const seen = await docker('inspect the instance', client.getContainer(instanceId).inspect());
  const network = seen.Config.Labels[labels.session];
  const address = network ? seen.NetworkSettings.Networks[network]?.IPAddress : undefined;
  if (!seen.State.Running || !address) throw new EngineError('conflict', 'the instance is not running');
  return address;
}
