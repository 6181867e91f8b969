// A disk of fixed size for each instance: a sparse file with an ext4 of its own. It takes the instance's changes to its
// image and the data of its Docker, so that neither bytes nor inodes of the machine run out.
import { chown, copyFile, mkdir, open, readdir, readlink, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { CommandError, type RunCommand } from './command-shell.ts';
import { type Mount, readMounts } from './mounts.ts';

/** As many files as Debian's packages and a dozen images need, and no more than their inodes can address. */
const bytesPerInode = 16 * 1024;
/** Left to the machine whatever instances write. */
const reserveBytes = 2 * 2 ** 30;

export type Disks = {
  /** Makes the instance's disk, and mounts it. Idempotent. @throws EngineError `capacity`: the machine has no room */
  ensure(instanceId: string, sizeBytes: number): Promise<void>;
  /**
   * Puts on the disk what dockerd has made for the instance: its writable layer, and the volume of its own Docker.
   * Before the start, idempotent.
   */
  take(instanceId: string, places: { layer: string; volume: string | undefined }): Promise<void>;
  /** `major:minor` of the loop device below; undefined where there is no disk. */
  deviceOf(instanceId: string): Promise<string | undefined>;
  /** Gives them back, so that dockerd can remove them. For an instance that has stopped. */
  giveBack(instanceId: string): Promise<void>;
  remove(instanceId: string): Promise<void>;
  /** Removes the disks of instances that are gone. */
  sweep(isThere: (instanceId: string) => boolean): Promise<void>;
};

/** `overcommit` is how much more may be promised to instances than there is: 1 promises nothing twice. */
export function createDisks(directory: string, overcommit: number, run: RunCommand): Disks {
  const imageOf = (id: string) => path.join(directory, `${id}.img`);
  const rootOf = (id: string) => path.join(directory, id);
  const layerOf = (id: string) => path.join(rootOf(id), 'layer');
  const dataOf = (id: string) => path.join(rootOf(id), 'data');
  const mountsOf = async (id: string) => mountsOfDisk(await readMounts(), rootOf(id));
  const remove = async (id: string) => {
    // Its own place last: it tells which the others are.
    for (const { point } of (await mountsOf(id)).reverse()) await unmount(run, point);
    await rm(rootOf(id), { recursive: true, force: true });
    await rm(imageOf(id), { force: true });
  };
  return {
    remove,
    deviceOf: async (id) => (await mountsOf(id))[0]?.device,
    ensure: async (id, sizeBytes) => {
      await mkdir(rootOf(id), { recursive: true, mode: 0o711 });
      if ((await mountsOf(id)).length > 0) return;
      const isNew = (await stat(imageOf(id)).catch(() => undefined)) === undefined;
      if (isNew) await refuseWithoutRoom(directory, sizeBytes, overcommit);
      await (isNew ? format(run, imageOf(id), sizeBytes) : repair(run, imageOf(id)));
      await run('mount', '-o', 'loop,nosuid,nodev,noatime,discard', imageOf(id), rootOf(id));
      await passCache(run, (await mountsOf(id))[0]);
      await mkdir(dataOf(id), { recursive: true, mode: 0o711 });
    },
    take: async (id, { layer, volume }) => {
      const taken = new Set((await mountsOf(id)).map(({ point }) => point));
      const { uid, gid } = await stat(path.join(layer, 'diff'));
      if (!taken.has(layer)) {
        await copyLayer(layer, layerOf(id));
        await run('mount', '--bind', layerOf(id), layer);
      }
      if (volume === undefined || taken.has(volume)) return;
      await chown(dataOf(id), uid, gid);
      await run('mount', '--bind', dataOf(id), volume);
    },
    giveBack: async (id) => {
      const [, ...places] = await mountsOf(id);
      for (const { point } of places) await unmount(run, point);
    },
    sweep: async (isThere) => {
      const names = await readdir(directory).catch(() => []);
      const ids = names.filter((name) => name.endsWith('.img')).map((name) => name.slice(0, -'.img'.length));
      for (const id of ids) if (!isThere(id)) await remove(id);
    },
  };
}

/** The mount at `root` first, then the places where parts of it are bound. */
function mountsOfDisk(mounts: Mount[], root: string): Mount[] {
  const own = mounts.find(({ point }) => point === root);
  return own ? [own, ...mounts.filter(({ device, point }) => device === own.device && point !== root)] : [];
}

async function refuseWithoutRoom(directory: string, sizeBytes: number, overcommit: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const images = (await readdir(directory)).filter((name) => name.endsWith('.img'));
  let promised = sizeBytes;
  let written = 0;
  for (const name of images) {
    // One that is removed meanwhile promises nothing.
    const image = await stat(path.join(directory, name)).catch(() => undefined);
    promised += image?.size ?? 0;
    written += (image?.blocks ?? 0) * 512;
  }
  const room = bavail * bsize + written - reserveBytes;
  if (promised > room * overcommit) throw new EngineError('capacity', 'the machine has no room for another disk');
}

/** No journal: what a crash of the machine leaves is checked before it is used again. */
async function format(run: RunCommand, image: string, sizeBytes: number): Promise<void> {
  const inodes = Math.max(4096, Math.floor(sizeBytes / bytesPerInode));
  const half = `${image}.new`;
  await rm(half, { force: true });
  await using file = await open(half, 'w');
  await file.truncate(sizeBytes);
  const features = '^has_journal,^resize_inode';
  const options = 'lazy_itable_init=1,nodiscard';
  await run('mkfs.ext4', '-q', '-F', '-m', '0', '-N', String(inodes), '-O', features, '-E', options, half);
  await rename(half, image);
}

/**
 * What is written goes from the disk's own cache to the device. Through the file's, too, the kernel would copy it, for up
 * to 8 ms at a time in which nobody else has the processor.
 */
async function passCache(run: RunCommand, mounted: Mount | undefined): Promise<void> {
  if (!mounted) return;
  const name = path.basename(await readlink(path.join('/sys/dev/block', mounted.device)));
  // Not every file system can: then it is copied.
  await run('losetup', '--direct-io=on', path.join('/dev', name)).catch(() => undefined);
}

async function repair(run: RunCommand, image: string): Promise<void> {
  // 1: errors were corrected.
  await run('e2fsck', '-p', image).catch((error: unknown) => {
    if (!(error instanceof CommandError && error.exitCode === 1))
      throw new EngineError('failed', 'the disk of the instance is damaged', { cause: error });
  });
}

/** What overlay2 keeps beside a container's changes; these are none yet. */
async function copyLayer(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o710 });
  for (const name of await readdir(from)) {
    const { mode, uid, gid } = await stat(path.join(from, name));
    if (name === 'diff' || name === 'work') {
      await mkdir(path.join(to, name), { recursive: true, mode: mode & 0o7777 });
    } else if (name !== 'merged') await copyFile(path.join(from, name), path.join(to, name));
    else continue;
    await chown(path.join(to, name), uid, gid);
  }
  const { uid, gid } = await stat(from);
  await chown(to, uid, gid);
}

/** Lazily: a process that is about to end may still hold something of it. */
async function unmount(run: RunCommand, point: string): Promise<void> {
  await run('umount', '--lazy', point).catch(async (error: unknown) => {
    // Another removal may have been faster.
    if ((await readMounts()).some((mount) => mount.point === point)) throw error;
  });
}
