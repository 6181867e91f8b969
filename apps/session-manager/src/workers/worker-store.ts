// The worker table: which machines have joined, and when they were last in reach.
import type { PrismaClient } from '@marina/prisma';
import type { WorkerHello } from '@marina/protocol/worker-link';

export type WorkerStore = ReturnType<typeof createWorkerStore>;

export function createWorkerStore(prisma: PrismaClient) {
  return {
    async joined({ id, name, capacity }: WorkerHello): Promise<void> {
      const now = new Date();
      // A reinstalled machine joins under its old name with a new id: the name goes to the newcomer.
      await prisma.worker.updateMany({
        where: { name, id: { not: id } },
        data: { name: `${name} (until ${now.toISOString()})` },
      });
      const seen = { name, capacity, status: 'connected' as const, lastSeenAt: now };
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
