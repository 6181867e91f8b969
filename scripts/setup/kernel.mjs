// What the running kernel offers, from its configuration and its modules.
import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { gunzipSync } from 'node:zlib';

/**
 * Whether a feature is there: built in, or as a module that can be loaded. Undefined when the machine doesn't tell.
 * @param {{ option: string, module?: string }} feature
 * @returns {boolean | undefined}
 */
export function hasKernelFeature({ option, module }) {
  if (module && existsSync(`/sys/module/${module}`)) return true;
  const value = readOption(kernelConfig(), option);
  if (value === 'y') return true;
  if (value === 'm') return module === undefined || hasModule(module);
  if (kernelConfig() !== '') return false;
  return module && hasModule(module) ? true : undefined;
}

/** @param {string} config @param {string} option @returns {string | undefined} y, m or what it is set to */
export function readOption(config, option) {
  return new RegExp(`^CONFIG_${option}=(.+)$`, 'm').exec(config)?.[1];
}

/** How readily the kernel takes a processor from who works in it, in its own words; undefined when it does not tell. */
export function preemption() {
  return preemptionOf({
    modes: readText('/sys/kernel/debug/sched/preempt'),
    commandLine: readText('/proc/cmdline'),
    config: kernelConfig(),
  });
}

/**
 * The mode that is on, else the one it was started with, else the one it was built with.
 * @param {{ modes: string, commandLine: string, config: string }} told
 */
export function preemptionOf({ modes, commandLine, config }) {
  const started = /\bpreempt=(\w+)/.exec(commandLine)?.[1];
  const built = ['none', 'voluntary', 'lazy'].find(
    (mode) => readOption(config, `PREEMPT_${mode.toUpperCase()}`) === 'y',
  );
  const full = readOption(config, 'PREEMPT') === 'y' ? 'full' : undefined;
  return /\((\w+)\)/.exec(modes)?.[1] ?? started ?? built ?? full;
}

/** @returns {boolean} whether the kernel confines by AppArmor */
export function hasAppArmor() {
  return readText('/sys/module/apparmor/parameters/enabled').startsWith('Y');
}

/** Whether the kernel loads modules when somebody asks for what they offer. */
export function loadsModules() {
  return loadsModulesBy({
    hasModules: existsSync('/proc/modules'),
    disabled: readText('/proc/sys/kernel/modules_disabled'),
    loader: readText('/proc/sys/kernel/modprobe'),
  });
}

/** @param {{ hasModules: boolean, disabled: string, loader: string }} told what /proc says @returns {boolean} */
export function loadsModulesBy({ hasModules, disabled, loader }) {
  return hasModules && disabled.trim() !== '1' && loader.trim() !== '';
}

/** Controllers that processes can be limited with. */
export function cgroupControllers() {
  const unified = readText('/sys/fs/cgroup/cgroup.controllers');
  if (unified) return { version: 2, controllers: unified.trim().split(' ') };
  const mounts = readText('/proc/self/mounts')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type]) => type === 'cgroup');
  return { version: 1, controllers: mounts.flatMap(([, , , options = '']) => options.split(',')) };
}

/** @param {number} bit @returns {boolean} whether root still has a capability in its bounding set */
export function hasCapability(bit) {
  const set = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readText('/proc/self/status'))?.[1] ?? '0';
  return ((BigInt(`0x${set}`) >> BigInt(bit)) & 1n) === 1n;
}

/** @param {string} file @returns {string} empty when it can't be read */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function kernelConfig() {
  if (existsSync('/proc/config.gz')) return gunzipSync(readFileSync('/proc/config.gz')).toString();
  return readText(`/boot/config-${release()}`);
}

/** @param {string} module */
function hasModule(module) {
  const directory = `/lib/modules/${release()}`;
  const pattern = new RegExp(`/${module.replaceAll('_', '[-_]')}\\.ko`);
  return pattern.test(readText(`${directory}/modules.builtin`)) || pattern.test(readText(`${directory}/modules.dep`));
}
