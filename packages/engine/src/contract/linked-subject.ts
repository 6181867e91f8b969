// Any contract subject once more, behind a worker link over a real socket, and behind a relay before that.
import { once } from 'node:events';
import net from 'node:net';
import { connectLink } from '../link/connect.ts';
import { connectRelay } from '../link/relay.ts';
import { type StreamHandler, serveLink } from '../link/serve.ts';
import { serveEngine } from '../link/serve-engine.ts';
import type { ContractSubject } from './engine-contract.ts';

export async function openLinked(openInner: () => Promise<ContractSubject>): Promise<ContractSubject> {
  const inner = await openInner();
  const { connection, server } = await connectionTo(serveEngine(inner.engine));
  const link = connectLink(connection);
  const close = async () => {
    link.close();
    await link.closed;
    server.close();
    await inner.close();
  };
  return { ...inner, engine: link, close };
}

export async function openRelayed(openInner: () => Promise<ContractSubject>): Promise<ContractSubject> {
  const inner = await openInner();
  const behind = await connectionTo(serveEngine(inner.engine));
  const relay = connectRelay(behind.connection);
  const front = await connectionTo(relay.serve);
  const link = connectLink(front.connection);
  const close = async () => {
    link.close();
    await link.closed;
    relay.close();
    front.server.close();
    behind.server.close();
    await inner.close();
  };
  return { ...inner, engine: link, close };
}

async function connectionTo(handler: StreamHandler): Promise<{ connection: net.Socket; server: net.Server }> {
  const server = net.createServer((socket) => void serveLink(socket, [handler])).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return { connection: net.connect(address.port, '127.0.0.1'), server };
}
