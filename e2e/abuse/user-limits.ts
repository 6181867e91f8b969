// What B6 rests on, taken away: `--without user-limits`.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Ground } from './ground.ts';

const run = promisify(execFile);

/** Root of the machine raises what the worker has lowered for each instance's user namespace. */
export async function liftUserLimits({ attacker, neighbour, peer }: Ground): Promise<void> {
  for (const machine of [attacker, neighbour, peer]) {
    const pid = await machine.inspect('{{.State.Pid}}');
    const script = 'echo 2147483647 >/proc/sys/user/max_inotify_instances';
    await run('nsenter', [`--user=/proc/${pid}/ns/user`, '--', 'sh', '-euc', script]);
  }
}
