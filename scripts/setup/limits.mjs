// What a machine may lack: Marina runs without, and says what does not work then.
import { execFileSync } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { limit } from './check.mjs';
import { engineVersionChecks } from './engine-versions.mjs';
import {
  cgroupControllers,
  hasAppArmor,
  hasCapability,
  hasKernelFeature,
  loadsModules,
  preemption,
  readText,
} from './kernel.mjs';
import { missingPackages } from './system-packages.mjs';

/** @typedef {import('./check.mjs').Check} Check */

const GIB = 1024 ** 3;
const MIN_MEMORY_BYTES = 4 * GIB;
const MIN_INOTIFY_INSTANCES = 1024;
const CAP_SYS_RESOURCE = 24;

/** @returns {Check[]} */
export function limitChecks() {
  const inotify = Number(readText('/proc/sys/fs/inotify/max_user_instances'));
  const missing = missingPackages();
  return [
    limit('system packages', missing.length === 0, missing.join(', ') || 'all there', 'npm start installs them.'),
    limit(
      'memory',
      totalmem() >= MIN_MEMORY_BYTES,
      `${(totalmem() / GIB).toFixed(1)} GiB`,
      'Fewer than 4 GiB: expect room for a handful of instances.',
    ),
    ...promptnessChecks(),
    limit(
      'cgroup v2',
      cgroupControllers().version === 2,
      `v${cgroupControllers().version}`,
      'cgroup v1: limits work, but pressure is not measured and disk I/O is hardly limited.',
    ),
    limit(
      'CAP_SYS_RESOURCE',
      hasCapability(CAP_SYS_RESOURCE),
      hasCapability(CAP_SYS_RESOURCE) ? 'yes' : 'no',
      'Root may not raise limits: docker run --privileged cannot start here.',
    ),
    ...engineVersionChecks(),
    limit(
      'AppArmor',
      hasAppArmor(),
      hasAppArmor() ? 'on' : 'off',
      'No AppArmor: user namespaces and seccomp isolate alone.',
    ),
    moduleCheck(),
    featureLimit(
      'IPVS',
      { option: 'IP_VS', module: 'ip_vs' },
      "No IPVS: in students' swarms, virtual IPs and the routing mesh don't work; dnsrr does.",
    ),
    featureLimit(
      'VXLAN',
      { option: 'VXLAN', module: 'vxlan' },
      'No VXLAN: overlay networks, and so more than one worker, are not possible.',
    ),
    forwardCheck(),
    limit(
      'inotify instances',
      inotify >= MIN_INOTIFY_INSTANCES,
      String(inotify),
      'Few inotify instances for many students: set fs.inotify.max_user_instances to 8192.',
    ),
  ];
}

/** What somebody who types feels while another one's instance works hard. @returns {Check[]} */
function promptnessChecks() {
  const [processors, mode] = [availableParallelism(), preemption()];
  return [
    limit(
      'processors',
      processors > 1,
      String(processors),
      'One processor: none can be left to keystrokes while instances work hard.',
    ),
    limit(
      'kernel preemption',
      mode !== 'none',
      mode ?? 'the kernel does not tell',
      'The kernel holds processors for long: start it with preempt=full, or echoes wait while instances work hard.',
    ),
  ];
}

/** @returns {Check} */
function moduleCheck() {
  const loads = loadsModules();
  return limit(
    'kernel modules',
    !loads,
    loads ? 'loaded when asked for' : 'none is loaded',
    'Students can have the kernel load modules: once Marina runs, set kernel.modules_disabled to 1.',
  );
}

/** Only instances that may use the internet pass through the machine's own firewall. @returns {Check} */
function forwardCheck() {
  const drops = /^-P FORWARD DROP/m.test(outputOf('iptables', ['-S', 'FORWARD']));
  return limit(
    'forwarded packets',
    !drops,
    drops ? 'dropped by iptables' : 'pass',
    'For MARINA_EGRESS=internet, let devices mo-+ pass, as docs/operators says; mirrors work without.',
  );
}

/** @param {string} program @param {string[]} args @returns {string} empty when it can't be run */
function outputOf(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

/** @param {string} name @param {{ option: string, module: string }} feature @param {string} remedy */
function featureLimit(name, feature, remedy) {
  const has = hasKernelFeature(feature);
  return limit(name, has !== false, has === undefined ? 'the kernel does not tell' : has ? 'yes' : 'no', remedy);
}
