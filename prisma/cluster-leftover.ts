// Ends the server that a killed supervisor left behind on a data directory, and what remains of a killed server.
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FAST_SHUTDOWN_MS = 20_000;

/** Stops a server that still runs on `dataDir`; removes a lock file whose process is gone or is something else. */
export async function endLeftover(dataDir: string): Promise<void> {
  const lock = path.join(dataDir, 'postmaster.pid');
  const pid = readPid(lock);
  if (pid === undefined) return;
  const deadline = Date.now() + FAST_SHUTDOWN_MS;
  let signal: NodeJS.Signals | 0 = 'SIGINT';
  while (servesDirectory(pid, dataDir)) {
    process.kill(pid, Date.now() < deadline ? signal : 'SIGQUIT');
    signal = 0;
    await sleep(25);
  }
  rmSync(lock, { force: true });
}

function readPid(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** PostgreSQL works in its data directory, so that directory tells our server from a process that got its number. */
function servesDirectory(pid: number, dataDir: string): boolean {
  try {
    const isPostgres = path.basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres');
    return isPostgres && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    return false;
  }
}
