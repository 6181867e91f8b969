// Bytes, inodes, logs, and the speed of the disk.
import { execFile } from 'node:child_process';
import { stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Outcome, together } from '../case.ts';
import { caps, type Ground } from '../ground.ts';
import type { Inside } from '../inside.ts';
import { take } from './processes.ts';

const run = promisify(execFile);

type Filled = { mib: number; stopped: string }[];

export async function fillDisk({ marina, attacker }: Ground): Promise<Outcome> {
  const disk = await diskOf(marina.home, attacker);
  const before = await freeMib(marina.home);
  const filled = await take<Filled>(attacker, 'fill', '/root', '/var/lib/docker');
  const [root, data] = filled;
  const taken = before - (await freeMib(marina.home));
  const all = filled.reduce((sum, { mib }) => sum + mib, 0);
  const ok = filled.every(({ stopped }) => stopped === 'ENOSPC') && all <= disk.mib && all > disk.mib / 4;
  const seen = `${root?.stopped} at ${root?.mib} MiB, then ${data?.stopped} at ${data?.mib}, of ${disk.mib}`;
  return { ok: ok && taken <= disk.mib, seen: `${seen}; the machine has ${Math.max(0, taken)} MiB less` };
}

export async function manyFiles({ marina, attacker }: Ground): Promise<Outcome> {
  const before = (await statfs(marina.home)).ffree;
  const { count, stopped } = await take<{ count: number; stopped: string }>(attacker, 'inodes', '/root');
  const taken = before - (await statfs(marina.home)).ffree;
  const seen = `${stopped} at ${count} files; the machine has ${Math.max(0, taken)} inodes less`;
  return { ok: stopped === 'ENOSPC' && count > 1000 && count < 1_000_000 && taken < 1000, seen };
}

/** Of the instance's first process, of which nothing is kept; a container's are on the instance's own disk. */
export async function logFlood({ marina, attacker }: Ground): Promise<Outcome> {
  const directory = path.join(marina.home, 'worker/docker');
  const { mib } = await take<{ mib: number }>(attacker, 'logs', '8');
  const find = ['-name', `${await attacker.inspect('{{.Id}}')}-json.log*`, '-printf', '%s\\n'];
  const { stdout } = await run('find', [directory, '-path', '*/overlay2', '-prune', '-o', ...find]);
  const kept = stdout.split('\n').reduce((sum, size) => sum + Number(size), 0) / 2 ** 20;
  return together({
    'of the instance': { ok: mib > 5 && kept < 4, seen: `${kept.toFixed(1)} of ${mib} MiB kept` },
    'of a container': await containerLog(attacker),
  });
}

async function containerLog(attacker: Inside): Promise<Outcome> {
  await attacker.output('docker run --detach --name flood busybox sh -c "yes marina-marina-marina | head -c 60000000"');
  await attacker.output('timeout 40 docker wait flood');
  const sizes = await attacker.output('du -cm $(docker inspect --format "{{.LogPath}}" flood)* | tail -1 | cut -f1');
  await attacker.output('docker rm --force flood');
  return { ok: Number(sizes) <= 31, seen: `${sizes} MiB kept` };
}

export async function diskLoop({ attacker }: Ground): Promise<Outcome> {
  const seconds = 5;
  const { writtenMib, readMib } = await take<{ writtenMib: number; readMib: number }>(attacker, 'disk', `${seconds}`);
  const [written, read] = [writtenMib, readMib].map((mib) => (mib * 2 ** 20) / 1e6 / seconds) as [number, number];
  const limit = caps.diskMbytes * 1.15;
  const seen = `${written.toFixed(0)} MB/s written, ${read.toFixed(0)} read, of ${caps.diskMbytes}`;
  return { ok: written > caps.diskMbytes / 4 && written <= limit && read <= limit, seen };
}

async function freeMib(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return Math.round((bavail * bsize) / 2 ** 20);
}

async function diskOf(home: string, machine: Inside): Promise<{ mib: number }> {
  return { mib: (await stat(path.join(home, 'worker/disks', `${machine.instance}.img`))).size / 2 ** 20 };
}
