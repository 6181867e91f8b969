// The session manager's process: configuration, start, clean stop.
import { putMainThreadFirst } from '@marina/protocol/main-thread-first';
import { readEnv } from './env.ts';
import { log } from './log.ts';
import { startManager } from './manager.ts';

await putMainThreadFirst();
const env = readEnv();
const manager = await startManager(env, log);
log('listening', { url: env.publicUrl.origin });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    log('stopping');
    await manager.close();
    process.exit(0);
  });
}
