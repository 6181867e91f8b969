// The viewer table: guests, known by a secret in a cookie, and signed-in users.
import type { PrismaClient, Viewer } from '@marina/prisma';
import { newId, randomLabel } from '@marina/protocol/ids';
import { hashSecret } from './secret-hash.ts';

export type ViewerStore = ReturnType<typeof createViewerStore>;

export function createViewerStore(prisma: PrismaClient) {
  return {
    findBySecret: async (secret: string): Promise<Viewer | undefined> =>
      (await prisma.viewer.findUnique({ where: { secretHash: hashSecret(secret) } })) ?? undefined,

    /** A new guest, and the secret that only their cookie holds. */
    async createGuest(name: string): Promise<{ viewer: Viewer; secret: string }> {
      const secret = randomLabel();
      const viewer = await prisma.viewer.create({
        data: { id: newId('viewer'), name, secretHash: hashSecret(secret) },
      });
      return { viewer, secret };
    },

    /**
     * The one viewer of an account, made at its first visit: of the guest who this browser was until then, where there
     * was one, so that what they have done stays theirs.
     */
    async ofUser(user: { id: string; name: string }, guestSecret?: string): Promise<Viewer> {
      const find = () => prisma.viewer.findFirst({ where: { userId: user.id }, orderBy: { createdAt: 'asc' } });
      const known = await find();
      if (known) return known;
      const guest = { secretHash: hashSecret(guestSecret ?? ''), userId: null };
      await prisma.viewer.updateMany({ where: guest, data: { userId: user.id, name: user.name } });
      const adopted = await find();
      if (adopted) return adopted;
      const data = { id: newId('viewer'), name: user.name, secretHash: hashSecret(randomLabel()), userId: user.id };
      return prisma.viewer.create({ data });
    },

    async rename(id: string, name: string): Promise<void> {
      await prisma.viewer.update({ where: { id }, data: { name } });
    },
  };
}
