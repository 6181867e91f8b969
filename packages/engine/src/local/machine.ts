// What of the machine decides how instances are confined.
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { EngineError } from '../errors.ts';
import { readMounts } from './mounts.ts';

const run = promisify(execFile);

/**
 * Loads AppArmor's profile for instances from `file`, which replaces the one that is loaded. Undefined where there is no
 * AppArmor.
 * @throws EngineError `failed`: the machine has AppArmor but not its parser, or the parser refuses the profile
 */
export async function loadAppArmorProfile(file: string): Promise<string | undefined> {
  const enabled = await readFile('/sys/module/apparmor/parameters/enabled', 'utf8').catch(() => 'N');
  if (!enabled.startsWith('Y')) return undefined;
  const [, name] = /^profile (\S+)/m.exec(await readFile(file, 'utf8')) ?? [];
  if (!name) throw new EngineError('failed', `${file} has no profile`);
  try {
    await run('apparmor_parser', ['--replace', '--skip-cache', file]);
  } catch (error) {
    throw new EngineError('failed', 'apparmor_parser does not load the profile of instances', { cause: error });
  }
  return name;
}

/**
 * Mounts a sysfs at `directory`, unless it is there. It belongs to a network namespace without interfaces, so it shows
 * nothing that an instance's own /sys does not.
 */
export async function ensureSysfs(directory: string): Promise<void> {
  if (await isMounted(directory)) return;
  await mkdir(directory, { recursive: true });
  try {
    await run('unshare', ['--net', 'mount', '-t', 'sysfs', 'marina', directory]);
  } catch (error) {
    throw new EngineError('failed', `cannot mount a sysfs at ${directory}`, { cause: error });
  }
}

/** Unmounts everything below the directories: what a killed Docker left, and the sysfs. */
export async function unmountBelow(...directories: string[]): Promise<void> {
  const points = (await readMounts())
    .map(({ point }) => point)
    .filter((point) => directories.some((directory) => point.startsWith(`${directory}/`)));
  // The innermost first.
  for (const point of points.sort().reverse()) await run('umount', [point]);
}

async function isMounted(directory: string): Promise<boolean> {
  return (await readMounts()).some(({ point }) => point === directory);
}
