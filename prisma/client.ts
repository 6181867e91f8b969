// The database as the session manager's stores see it: one client, and the generated row types and enums.
//
// To change the schema: edit schema.prisma, run `npm run db:migrate -- --name what_changed` with DATABASE_URL naming a
// scratch database, and commit the new folder in migrations/. A migration that has landed is never edited; it runs in
// one transaction, so statements such as CREATE INDEX CONCURRENTLY can't be used.
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';

export * from './generated/client.ts';

/** A client on its own connection pool; `databaseUrl` may name a unix socket (`postgresql://role@/db?host=/dir`). */
export function createPrisma(databaseUrl: string, maxConnections = 10): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: maxConnections }) });
}
