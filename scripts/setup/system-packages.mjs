// The distribution's packages that Marina needs, and how to get them without taking the machine over.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasAppArmor } from './kernel.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} SystemPackage
 * @property {string} name
 * @property {string[]} proofs one of these files says that it, or another vendor's build of it, is there
 */

/** @type {SystemPackage[]} */
const RUNTIME = [
  { name: 'docker.io', proofs: ['/usr/sbin/dockerd', '/usr/bin/dockerd'] },
  { name: 'containerd', proofs: ['/usr/bin/containerd'] },
  { name: 'runc', proofs: ['/usr/sbin/runc', '/usr/bin/runc'] },
  { name: 'iptables', proofs: ['/usr/sbin/iptables'] },
  { name: 'nftables', proofs: ['/usr/sbin/nft'] },
  { name: 'procps', proofs: ['/usr/sbin/sysctl', '/sbin/sysctl'] },
  { name: 'iproute2', proofs: ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip'] },
  { name: 'e2fsprogs', proofs: ['/usr/sbin/mkfs.ext4', '/sbin/mkfs.ext4'] },
  { name: 'mmdebstrap', proofs: ['/usr/bin/mmdebstrap'] },
  { name: 'debian-archive-keyring', proofs: ['/usr/share/keyrings/debian-archive-keyring.gpg'] },
  { name: 'docker-registry', proofs: ['/usr/bin/docker-registry'] },
];

/** Loads the profile of instances, where the kernel has AppArmor. */
const APPARMOR = { name: 'apparmor', proofs: ['/usr/sbin/apparmor_parser', '/sbin/apparmor_parser'] };

/** @type {SystemPackage[]} */
const BROWSER = [
  { name: 'chromium', proofs: ['/usr/bin/chromium'] },
  {
    name: 'fonts-liberation',
    proofs: ['/usr/share/fonts/truetype/liberation', '/usr/share/fonts/truetype/liberation2'],
  },
  { name: 'fonts-noto-color-emoji', proofs: ['/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'] },
];

/** Their packages enable them for the next boot; Marina runs its own, so they are left off. */
const SERVICES = {
  'docker.io': ['docker.service', 'docker.socket'],
  containerd: ['containerd.service'],
  'docker-registry': ['docker-registry.service'],
  postgresql: ['postgresql.service'],
};

const POLICY = '/usr/sbin/policy-rc.d';
const POLICY_MARK = "# Written by Marina's set-up while it installs packages.";

/**
 * Names of the packages that are missing.
 * @param {{ browser?: boolean }} [options]
 */
export function missingPackages({ browser = false } = {}) {
  const missing = [...RUNTIME, ...(hasAppArmor() ? [APPARMOR] : []), ...(browser ? BROWSER : [])].filter(
    ({ proofs }) => !proofs.some((file) => existsSync(file)),
  );
  return [...missing.map(({ name }) => name), ...(hasPostgres() ? [] : ['postgresql'])];
}

/**
 * Installs packages without a question and without starting or enabling a service.
 * @param {string[]} names @param {string} logDir
 */
export async function installPackages(names, logDir) {
  const others = names.filter((name) => name !== 'postgresql');
  const undo = forbidServiceStarts();
  try {
    await apt(['update'], logDir, 'Refreshing the list of packages');
    if (others.length > 0) await apt(['install', ...others], logDir, `Installing ${others.join(', ')}`);
    if (names.includes('postgresql')) await installPostgres(logDir);
  } finally {
    disableServices(names);
    undo();
  }
}

function hasPostgres() {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  return versions.some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/postgres`));
}

/**
 * The package would make a cluster of its own on port 5432. Its switch for that is a configuration file of
 * postgresql-common, which is covered for this one command only, in a mount namespace.
 * @param {string} logDir
 */
async function installPostgres(logDir) {
  await apt(['install', 'postgresql-common'], logDir, 'Installing postgresql-common');
  const directory = mkdtempSync(path.join(tmpdir(), 'marina-setup-'));
  const cover = path.join(directory, 'createcluster.conf');
  writeFileSync(cover, 'create_main_cluster = false\n', { mode: 0o644 });
  const script = 'mount --bind "$1" /etc/postgresql-common/createcluster.conf; shift; exec "$@"';
  const inNamespace = ['unshare', '--mount', '--propagation', 'private', 'sh', '-euc', script, 'sh', cover];
  try {
    await apt(['install', 'postgresql'], logDir, 'Installing postgresql', inNamespace);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {string[]} args @param {string} logDir @param {string} what @param {string[]} [prefix] */
function apt(args, logDir, what, prefix = []) {
  mkdirSync(logDir, { recursive: true });
  const options = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
  const keepFiles = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold'];
  return run([...prefix, 'apt-get', ...options, ...keepFiles, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_SUSPEND: '1', LC_ALL: 'C.UTF-8' },
    log: path.join(logDir, 'apt.log'),
    what,
  });
}

/** Debian's own switch: maintainer scripts ask this file. One that is not ours stays as it is. */
function forbidServiceStarts() {
  const foreign = existsSync(POLICY) && !readFileSync(POLICY, 'utf8').includes(POLICY_MARK);
  if (foreign) return () => {};
  writeFileSync(POLICY, `#!/bin/sh\n${POLICY_MARK}\nexit 101\n`, { mode: 0o755 });
  const undo = () => rmSync(POLICY, { force: true });
  const stop = () => {
    undo();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeListener(signal, stop);
    undo();
  };
}

/** @param {string[]} names */
function disableServices(names) {
  const units = Object.entries(SERVICES).flatMap(([name, services]) => (names.includes(name) ? services : []));
  for (const unit of units) {
    try {
      execFileSync('systemctl', ['disable', '--quiet', unit], { stdio: 'ignore' });
    } catch {
      // no systemd on this machine, or no such unit in this release
    }
  }
}
