// `marina down`: removes what is left when `marina up` was killed and nobody wants to start it again.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setInterval as every } from 'node:timers/promises';
import type { Settings } from './env.ts';
import { endForGood } from './leftovers.ts';
import { holdLock } from './lock.ts';
import { openLog } from './log-file.ts';
import { removeRunDir } from './run-dir.ts';
import { loadSecrets } from './secrets.ts';
import { ensureUsers } from './users.ts';
import { launchWorker } from './worker-process.ts';

const READY_TIMEOUT_MS = 60_000;

export async function down(settings: Settings): Promise<void> {
  const lock = path.join(settings.runDir, 'lock');
  if (!existsSync(lock)) {
    console.log('Nothing is left running.');
    return;
  }
  await using _held = await holdLock(lock, `Marina "${settings.name}" runs: stop it with Ctrl-C or SIGTERM.`);
  const ended = await endForGood(settings);
  if (await endDaemons(settings)) ended.push('the worker’s Docker Engine with its instances');
  removeRunDir(settings.runDir);
  console.log(ended.length > 0 ? `Ended ${ended.join(' and ')}.` : 'Nothing is left running.');
}

/** An agent that was killed left its daemons behind. Another one adopts them and, told to stop, takes them down. */
async function endDaemons(settings: Settings): Promise<boolean> {
  if (!existsSync(path.join(settings.runDir, 'worker', 'dockerd.agent.pid'))) return false;
  const log = openLog(settings.home, 'worker');
  const agent = launchWorker({ settings, secrets: loadSecrets(settings.home), users: ensureUsers(), log });
  const exited = once(agent, 'exit');
  const signal = AbortSignal.timeout(READY_TIMEOUT_MS);
  // Asked before it knows how to stop, it would only die, too.
  for await (const _ of every(200, undefined, { signal })) {
    if (agent.exitCode !== null) throw new Error(`The worker does not start: see ${log.path}.`);
    if (readFileSync(log.path, 'utf8').includes('"event":"ready"')) break;
  }
  agent.kill('SIGTERM');
  await exited;
  return true;
}
