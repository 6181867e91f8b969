// What Marina asks of a machine. `npm start` stops at what is missing; `npm run doctor` prints everything.
import { existsSync, statfsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { check, nearestDirectory } from './check.mjs';
import { cgroupControllers, hasCapability, hasKernelFeature, readText } from './kernel.mjs';
import { limitChecks } from './limits.mjs';
import { portCheck } from './port-check.mjs';

/** @typedef {import('./check.mjs').Check} Check */

const GIB = 1024 ** 3;
const MIN_FREE_BYTES = 8 * GIB;
const MIN_NODE = 20;

const CAP_NET_ADMIN = 12;
const CAP_SYS_ADMIN = 21;

const KERNEL_FEATURES = [
  { name: 'overlay file system', option: 'OVERLAY_FS', module: 'overlay' },
  { name: 'network bridges', option: 'BRIDGE', module: 'bridge' },
  { name: 'veth pairs', option: 'VETH', module: 'veth' },
  { name: 'nf_tables', option: 'NF_TABLES', module: 'nf_tables' },
  { name: 'loop devices', option: 'BLK_DEV_LOOP', module: 'loop' },
  { name: 'ext4', option: 'EXT4_FS', module: 'ext4' },
  { name: 'nf_tables for bridges', option: 'NF_TABLES_BRIDGE' },
  { name: 'nf_tables: route look-ups', option: 'NFT_FIB_INET', module: 'nft_fib_inet' },
  { name: 'nf_tables: connection counts', option: 'NFT_CONNLIMIT', module: 'nft_connlimit' },
  { name: 'nf_tables: limits', option: 'NFT_LIMIT', module: 'nft_limit' },
  { name: 'nf_tables: NAT', option: 'NFT_NAT', module: 'nft_nat' },
  { name: 'seccomp filters', option: 'SECCOMP_FILTER' },
];

/**
 * What must hold before anything is installed, in an order in which the first failure is the one to act on.
 * @param {{ home: string }} options @returns {Check[]}
 */
export function hardChecks({ home }) {
  return [
    check('Linux', platform() === 'linux', platform(), 'Marina runs on Linux: use a Debian or Ubuntu machine.'),
    check('x86-64', arch() === 'x64', arch(), 'Marina runs on x86-64 machines only.'),
    check(
      'root',
      process.getuid?.() === 0,
      `uid ${process.getuid?.()}`,
      'Start Marina as root, for example with sudo.',
    ),
    nodeCheck(),
    check(
      'Debian or Ubuntu',
      existsSync('/usr/bin/apt-get'),
      distribution(),
      'Marina installs packages with apt-get: use Debian or Ubuntu.',
    ),
    diskCheck(home),
    ...(platform() === 'linux' ? kernelChecks() : []),
  ];
}

/**
 * Everything, for people.
 * @param {{ host: string, port: number, home: string }} options @returns {Promise<Check[]>}
 */
export async function runChecks({ host, port, home }) {
  return [...hardChecks({ home }), await portCheck(host, port), ...limitChecks()];
}

function kernelChecks() {
  const userNamespaces = Number(readText('/proc/sys/user/max_user_namespaces')) > 0;
  return [
    ...KERNEL_FEATURES.map(({ name, ...feature }) => {
      const has = hasKernelFeature(feature);
      const found = has === undefined ? 'the kernel does not tell' : has ? 'yes' : 'no';
      return check(
        name,
        has !== false,
        found,
        `The kernel lacks ${name} (CONFIG_${feature.option}): use the distribution's kernel.`,
      );
    }),
    check(
      'user namespaces',
      userNamespaces,
      userNamespaces ? 'yes' : 'no',
      'User namespaces are off: set the sysctl user.max_user_namespaces to 65536.',
    ),
    cgroupCheck(),
    capabilityCheck(),
  ];
}

/** @returns {Check} */
function nodeCheck() {
  const major = Number(process.versions.node.split('.')[0]);
  return check(
    'Node 20 or newer',
    major >= MIN_NODE,
    process.version,
    'Install Node 20 or newer: Marina brings its own Node 24 after that.',
  );
}

/** @param {string} home @returns {Check} */
function diskCheck(home) {
  const { bavail, bsize } = statfsSync(nearestDirectory(home));
  const free = bavail * bsize;
  const found = `${(free / GIB).toFixed(1)} GiB at ${nearestDirectory(home)}`;
  return check(
    '8 GiB of free disk',
    free >= MIN_FREE_BYTES,
    found,
    `Make 8 GiB free for ${home}, or choose another disk with --home.`,
  );
}

/** @returns {Check} */
function cgroupCheck() {
  const { version, controllers } = cgroupControllers();
  const lacking = ['memory', 'pids', 'cpu'].filter((name) => !controllers.includes(name));
  const found = lacking.length === 0 ? `v${version}` : `v${version} without ${lacking.join(', ')}`;
  const remedy =
    version === 2
      ? `The cgroup controllers ${lacking.join(', ')} are off: enable them (kernel parameter cgroup_enable=memory).`
      : `The cgroup controllers ${lacking.join(', ')} are not mounted under /sys/fs/cgroup: boot with systemd, or mount them.`;
  return check('cgroups: memory, pids, cpu', lacking.length === 0, found, remedy);
}

/** @returns {Check} */
function capabilityCheck() {
  const has = hasCapability(CAP_SYS_ADMIN) && hasCapability(CAP_NET_ADMIN);
  const remedy = 'Root lacks CAP_SYS_ADMIN or CAP_NET_ADMIN here: run Marina on a machine, not in a container.';
  return check("root's capabilities", has, has ? 'yes' : 'no', remedy);
}

function distribution() {
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(readText('/etc/os-release'))?.[1] ?? 'unknown';
}
