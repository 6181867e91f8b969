import { createPrisma } from '@marina/prisma';
import { createTestDatabase } from '@marina/prisma/test-database';
import { describe, expect, it } from 'vitest';
import { Database } from '../src/database/database.ts';
import { createStores } from '../src/database/stores.ts';

async function openBoth() {
  const place = await createTestDatabase();
  const [database, prisma] = [new Database(place.url), createPrisma(place.url)];
  return {
    remote: database.stores,
    own: createStores(prisma),
    close: () => database.close(),
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await prisma.$disconnect();
      await place[Symbol.asyncDispose]();
    },
  };
}

describe('the stores behind a thread', () => {
  it('resolve with what the stores themselves resolve with: dates, numbers, and nothing', async () => {
    await using both = await openBoth();
    const { viewer, secret } = await both.remote.viewers.createGuest('Ada');
    const found = await both.remote.viewers.findBySecret(secret);
    expect(found).toEqual(viewer);
    expect(found).toEqual(await both.own.viewers.findBySecret(secret));
    expect(found?.createdAt).toBeInstanceOf(Date);
    expect(await both.remote.viewers.findBySecret('another')).toBeUndefined();
    expect(await both.remote.sessions.countUnfinished()).toBe(0);
  });

  it('reject with what went wrong, and go on', async () => {
    await using both = await openBoth();
    const failing = both.remote.sessions.assignWorker('nobody', 'wrk_1');
    const next = both.remote.sessions.countUnfinished();
    await expect(failing).rejects.toThrow(/not found/i);
    expect(await next).toBe(0);
  });

  it('have done what was asked when they are closed', async () => {
    await using both = await openBoth();
    const asked = Array.from({ length: 20 }, (_, at) => both.remote.viewers.createGuest(`guest ${at}`));
    await both.close();
    const secrets = (await Promise.all(asked)).map(({ secret }) => secret);
    const found = await Promise.all(secrets.map((secret) => both.own.viewers.findBySecret(secret)));
    expect(found.map((viewer) => viewer?.name)).toEqual(asked.map((_, at) => `guest ${at}`));
  });
});
