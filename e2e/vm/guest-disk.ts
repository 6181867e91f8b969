// The guest's disk: its Debian, this checkout as it stands, and the images of instances, in one ext4 file.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contained, run } from '../../infra/images/command.ts';
import type { GuestTree } from './guest-tree.ts';

const repo = path.join(import.meta.dirname, '../..');
const diskBytes = 16 * 2 ** 30;
/** Where Marina is in the guest, as infra/systemd has it. */
export const guestMarina = '/opt/marina';
/** Of no use in there, and large. */
const leftOut = ['.git', '.next/cache', '.next/standalone', 'node_modules/@biomejs', 'node_modules/@typescript'];

type Disk = { disk: string; tree: GuestTree; images: string; stages: readonly string[] } & Only;
/** Of a stage's suites, only those in files with such names, or these cases. */
type Only = { files: readonly string[]; cases: readonly string[] };

/** Writes the disk; takes about a minute and 6 GB of space, of which it gives back all but the file's own. */
export async function makeDisk({ disk, tree, images, ...asked }: Disk): Promise<void> {
  console.log('Making the guest’s disk.');
  const root = `${disk}.tree`;
  try {
    await mkdir(root, { recursive: true });
    await run(['tar', '-C', root, '-xf', tree.tar, '--xattrs', '--xattrs-include=*', '--numeric-owner'], {
      what: 'Unpacking the guest',
    });
    await copyMarina(path.join(root, guestMarina));
    await mkdir(path.join(root, 'var/lib/marina'), { recursive: true });
    await run(['cp', '-a', images, path.join(root, 'var/lib/marina/images')], { what: 'Copying the images' });
    await rm(path.join(root, 'var/lib/marina/images/apt'), { recursive: true, force: true });
    await configure(root, asked);
    await run(['truncate', '-s', String(diskBytes), disk], { what: 'Making the disk' });
    await run(contained(['mkfs.ext4', '-q', '-F', '-E', 'lazy_itable_init=1', '-d', root, disk]), {
      what: 'Filling the disk',
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function copyMarina(to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const excludes = leftOut.map((name) => `--exclude=./${name}`);
  const script = 'from=$1; to=$2; shift 2; tar -C "$from" -c "$@" . | tar -C "$to" -x';
  await run(['sh', '-euc', script, 'copy', repo, to, ...excludes], { what: 'Copying Marina' });
}

async function configure(root: string, asked: Pick<Disk, 'stages' | 'files' | 'cases'>): Promise<void> {
  const unit = 'etc/systemd/system/marina-suites.service';
  await cp(path.join(import.meta.dirname, 'guest/marina-suites.service'), path.join(root, unit));
  const wants = path.join(root, 'etc/systemd/system/multi-user.target.wants');
  await mkdir(wants, { recursive: true });
  await run(['ln', '-sf', `/${unit}`, path.join(wants, 'marina-suites.service')], { what: 'Enabling the suites' });
  // A login prompt would hang up the console on which the suites speak.
  await run(['ln', '-sf', '/dev/null', path.join(root, 'etc/systemd/system/serial-getty@ttyS0.service')], {
    what: 'Leaving the console to the suites',
  });
  await writeFile(path.join(root, 'etc/marina-suites.json'), JSON.stringify(asked));
  await writeFile(path.join(root, 'etc/fstab'), '/dev/vda / ext4 rw,noatime 0 1\n');
  await writeFile(path.join(root, 'etc/hostname'), 'marina\n');
  await writeFile(path.join(root, 'etc/hosts'), '127.0.0.1 localhost marina\n');
}
