// The session manager's process: configuration, start, clean stop.
import { putMainThreadFirst } from '@marina/protocol/main-thread-first';
import { Database } from './database/database.ts';
import { readEnv } from './env.ts';
import { log } from './log.ts';
import { startManager } from './manager.ts';

const env = readEnv();
// Its thread starts first, as later ones would have no priority above the usual one.
const database = new Database(env.databaseUrl);
await putMainThreadFirst();
const manager = await startManager(env, database, log);
log('listening', { url: env.publicUrl.origin });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    log('stopping');
    await manager.close();
    await database.close();
    process.exit(0);
  });
}
