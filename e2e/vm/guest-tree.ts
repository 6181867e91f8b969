// The guest's Debian: made once by mmdebstrap, and again when what belongs into it changes.
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { contained, run } from '../../infra/images/command.ts';
import { findArchive } from '../../infra/images/host-apt.ts';

const suite = 'trixie';
const packages = [
  // A server as it comes.
  ...['systemd-sysv', 'dbus', 'udev', 'linux-image-cloud-amd64', 'initramfs-tools', 'apparmor', 'kmod', 'zstd'],
  // What Marina's set-up installs on one.
  ...['docker.io', 'containerd', 'runc', 'iptables', 'nftables', 'procps', 'iproute2', 'e2fsprogs', 'postgresql'],
  ...['mmdebstrap', 'debian-archive-keyring', 'docker-registry', 'util-linux', 'ca-certificates', 'python3'],
  // What the suites look at it with.
  'docker-cli',
];

/** Started by Marina itself, or of no use to it. */
const disabled = [
  'docker.service',
  'docker.socket',
  'containerd.service',
  'docker-registry.service',
  'postgresql.service',
];

export type GuestTree = { tar: string; kernel: string; initrd: string };

/** The guest's files as a tar, and the kernel beside it. */
export async function ensureGuestTree(home: string): Promise<GuestTree> {
  const key = createHash('sha256')
    .update(JSON.stringify([suite, packages, disabled]))
    .digest('hex')
    .slice(0, 12);
  const made = { tar: `guest-${key}.tar`, kernel: `vmlinuz-${key}`, initrd: `initrd-${key}` };
  const found = await readdir(home);
  const tree = mapPaths(home, made);
  if (Object.values(made).every((name) => found.includes(name))) return tree;
  console.log('Making the guest.');
  await rm(tree.tar, { force: true });
  await bootstrap(tree.tar);
  await extractBoot(tree, 'vmlinuz', tree.kernel);
  await extractBoot(tree, 'initrd.img', tree.initrd);
  return tree;
}

const mapPaths = (home: string, made: GuestTree): GuestTree => ({
  tar: path.join(home, made.tar),
  kernel: path.join(home, made.kernel),
  initrd: path.join(home, made.initrd),
});

async function bootstrap(tar: string): Promise<void> {
  const archive = await findArchive(suite, undefined);
  const options = [...archive.transport, ...archive.dates, 'APT::Sandbox::User "root";'];
  const hook = `chroot "$1" systemctl disable --quiet ${disabled.join(' ')}`;
  await run(
    contained([
      'mmdebstrap',
      ...['--mode=root', '--variant=apt', '--format=tar', `--include=${packages.join(',')}`],
      ...['--keyring=/usr/share/keyrings/debian-archive-keyring.gpg', `--customize-hook=${hook}`],
      ...['--dpkgopt=path-exclude=/usr/share/man/*', '--dpkgopt=path-exclude=/usr/share/locale/*'],
      ...options.map((line) => `--aptopt=${line}`),
      ...[suite, tar, ...archive.sources],
    ]),
    { what: `Debian ${suite} for the guest` },
  );
}

/** The tar has one kernel; its name has the version. */
async function extractBoot({ tar }: GuestTree, name: string, to: string): Promise<void> {
  const script = 'tar -xOf "$1" --wildcards "./boot/$2-*" >"$3"';
  await run(['sh', '-euc', script, 'extract', tar, name, to], { what: `Taking ${name} from the guest` });
}
