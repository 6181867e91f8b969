// `marina down`: removes what is left when `marina up` was killed and nobody wants to start it again.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from './env.ts';
import { endForGood } from './leftovers.ts';
import { holdLock } from './lock.ts';

export async function down(settings: Settings): Promise<void> {
  const lock = path.join(settings.runDir, 'lock');
  if (!existsSync(lock)) {
    console.log('Nothing is left running.');
    return;
  }
  await using _held = await holdLock(lock, `Marina "${settings.name}" runs: stop it with Ctrl-C or SIGTERM.`);
  const ended = await endForGood(settings);
  console.log(ended.length > 0 ? `Ended ${ended.join(' and ')}.` : 'Nothing is left running.');
}
