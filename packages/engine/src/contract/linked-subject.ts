// Any contract subject once more, behind a worker link over a real socket.
import { once } from 'node:events';
import net from 'node:net';
import { connectLink } from '../link/connect.ts';
import { serveLink } from '../link/serve.ts';
import type { ContractSubject } from './engine-contract.ts';

export async function openLinked(openInner: () => Promise<ContractSubject>): Promise<ContractSubject> {
  const inner = await openInner();
  const server = net.createServer((socket) => void serveLink(socket, inner.engine)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const link = connectLink(net.connect(address.port, '127.0.0.1'));
  return {
    ...inner,
    engine: link,
    close: async () => {
      link.close();
      await link.closed;
      server.close();
      await inner.close();
    },
  };
}
