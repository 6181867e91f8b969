// The worker table: which machines have joined, and when they were last in reach.
import type { PrismaClient } from '@marina/prisma';
import type { WorkerHello } from '@marina/protocol/worker-link';
import { hashSecret } from '../identity/secret-hash.ts';

export type WorkerStore = ReturnType<typeof createWorkerStore>;

export function createWorkerStore(prisma: PrismaClient) {
  return {
    /** False for who takes the id of a worker that joined first with another secret. */
    async isItself({ id, secret }: WorkerHello): Promise<boolean> {
      const known = await prisma.worker.findUnique({ where: { id }, select: { secretHash: true } });
      return !known?.secretHash || (secret !== undefined && known.secretHash === hashSecret(secret));
    },

    async joined({ id, secret, name, capacity }: WorkerHello): Promise<void> {
      const now = new Date();
      // A reinstalled machine joins under its old name with a new id: the name goes to the newcomer.
      await prisma.worker.updateMany({
        where: { name, id: { not: id } },
        data: { name: `${name} (until ${now.toISOString()})` },
      });
      const secretHash = secret === undefined ? null : hashSecret(secret);
      const seen = { name, secretHash, capacity, status: 'connected' as const, lastSeenAt: now };
      await prisma.worker.upsert({ where: { id }, create: { id, ...seen }, update: seen });
    },

    async left(id: string): Promise<void> {
      await prisma.worker.updateMany({ where: { id }, data: { status: 'gone', lastSeenAt: new Date() } });
    },

    /** At start nobody has joined this manager yet; how long they have been away counts from now. */
    async allLeft(): Promise<void> {
      await prisma.worker.updateMany({
        where: { status: 'connected' },
        data: { status: 'gone', lastSeenAt: new Date() },
      });
    },

    /** Ids of workers that have been out of reach since before `since`. */
    async goneSince(since: Date): Promise<string[]> {
      const rows = await prisma.worker.findMany({
        where: { status: 'gone', lastSeenAt: { lt: since } },
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },
  };
}
