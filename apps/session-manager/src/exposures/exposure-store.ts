// The exposure table: which unguessable label stands for which port of which instance.
import type { PrismaClient } from '@marina/prisma';
import { randomLabel } from '@marina/protocol/ids';

export type ExposureTarget = { sessionId: string; instanceId: string; port: number; workerId: string | null };
export type ExposureStore = ReturnType<typeof createExposureStore>;

export function createExposureStore(prisma: PrismaClient) {
  return {
    /** Gives each port of the instance a label, once for the instance's life. */
    async ensure(instanceId: string, ports: readonly number[]): Promise<void> {
      const data = ports.map((port) => ({ label: randomLabel(), instanceId, port }));
      await prisma.exposure.createMany({ data, skipDuplicates: true });
    },

    ofInstances: async (instanceIds: string[]) =>
      prisma.exposure.findMany({ where: { instanceId: { in: instanceIds } } }),

    /** Where the label leads, as long as its session runs. */
    async find(label: string): Promise<ExposureTarget | undefined> {
      const row = await prisma.exposure.findUnique({
        where: { label },
        include: { instance: { include: { session: { select: { id: true, status: true, workerId: true } } } } },
      });
      if (row?.instance.session.status !== 'active') return undefined;
      const { session } = row.instance;
      return { sessionId: session.id, instanceId: row.instanceId, port: row.port, workerId: session.workerId };
    },
  };
}
