// The thread that speaks to the database. To plan, send and read a query takes a millisecond here and there and leaves
// garbage: on the thread that carries keys, both would hold up everybody's echoes.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createPrisma } from '@marina/prisma';
import type { StoreCall, StoreOrder, StoreReply } from './database.ts';
import { createStores } from './stores.ts';

if (parentPort) serveStores(parentPort, workerData);

function serveStores(port: MessagePort, databaseUrl: string): void {
  const prisma = createPrisma(databaseUrl);
  const stores = createStores(prisma);
  const running = new Set<Promise<void>>();
  const run = async ({ call, store, name, given }: StoreCall) => {
    const reply = (message: StoreReply) => port.postMessage(message);
    try {
      reply({ call, value: await Reflect.apply(Reflect.get(stores[store], name), undefined, given) });
    } catch (error) {
      reply({ call, error });
    }
  };
  port.on('message', async (order: StoreOrder) => {
    if (order.type === 'call') {
      const done = run(order);
      running.add(done);
      await done;
      running.delete(done);
      return;
    }
    await Promise.all(running);
    await prisma.$disconnect();
    // Of this thread alone. Connections that rest would keep it for ten seconds.
    process.exit();
  });
}
