// The door for agents: checks who asks, then turns the request into a worker link.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { helloHeader, joinUpgrade, type WorkerHello, workerHelloSchema } from '@marina/protocol/worker-link';
import { log, messageOf } from '../log.ts';
import type { Workers } from './workers.ts';

export function createWorkerGateway(workers: Workers, token: string) {
  return (request: IncomingMessage, socket: Duplex): void => {
    if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) {
      refuse(socket, '401 Unauthorized');
      return;
    }
    const hello = workerHelloSchema.safeParse(parseJson(request.headers[helloHeader]));
    if (request.headers.upgrade !== joinUpgrade || !hello.success) {
      refuse(socket, '400 Bad Request');
      return;
    }
    admit(workers, hello.data, socket).catch((error: unknown) => {
      log('a worker could not join', { worker: hello.data.name, error: messageOf(error) });
      socket.destroy();
    });
  };
}

async function admit(workers: Workers, hello: WorkerHello, socket: Duplex): Promise<void> {
  if (!(await workers.isItself(hello))) {
    log('a worker was refused: another one joined first under its id', { worker: hello.name, id: hello.id });
    return refuse(socket, '403 Forbidden');
  }
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${joinUpgrade}\r\n\r\n`);
  await workers.join(hello, socket);
}

/** Hashing first makes the comparison take the same time for every length. */
function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

function parseJson(header: string | string[] | undefined): unknown {
  try {
    return JSON.parse(String(header));
  } catch {
    return undefined;
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
