// What runs in the engine's thread: carries out its orders, and serves the engine on a socket.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import net from 'node:net';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { serveLink } from '@marina/engine/link/serve';
import { serveEngine } from '@marina/engine/link/serve-engine';
import type { EngineOrder, EngineReport } from './engine-thread.ts';
import { openWorkerEngine, type WorkerEngine } from './worker-engine.ts';

if (parentPort) carryOut(parentPort);

function carryOut(port: MessagePort): void {
  const report = (message: EngineReport) => port.postMessage(message);
  let engine: WorkerEngine | undefined;
  const obey = async (order: EngineOrder) => {
    switch (order.type) {
      case 'start':
        engine = await openWorkerEngine(order, {
          started: (instance) => report({ type: 'started', instance }),
          alert: (alert) => report({ type: 'alert', alert }),
        });
        return serveOnce(order.socket, engine);
      case 'end-builds':
        return engine?.endBuilds();
      case 'remove-all':
        return engine?.removeAll();
      case 'close':
        await engine?.close();
        // Of this thread alone.
        process.exit();
    }
  };
  port.on('message', (order: EngineOrder) =>
    obey(order).then(
      () => report({ type: 'done', order: order.type }),
      (error: unknown) => report({ type: 'done', order: order.type, error }),
    ),
  );
}

/** Resolves when it listens. Only root may connect, once; the socket is gone then. */
async function serveOnce(socket: string, { engine }: WorkerEngine): Promise<void> {
  // A killed agent may have left its own.
  await rm(socket, { force: true });
  const server = net.createServer((connection) => {
    server.close();
    void serveLink(connection, [serveEngine(engine)]);
  });
  await once(server.listen(socket), 'listening');
}
