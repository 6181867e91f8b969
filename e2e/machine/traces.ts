// What one Marina has on the machine, by name; once it has stopped, what it left there.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { MarinaPlace } from '../marina-under-test.ts';

const run = promisify(execFile);

/** Its processes, mounts, loop devices, control groups and sockets. Its home is its own business. */
export async function listTraces({ home, runDir, name }: MarinaPlace): Promise<string[]> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '');
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return [
    ...(existsSync(runDir) ? [`directory ${runDir}`] : []),
    ...mounts
      .filter((point) => point.startsWith(`${home}/`) || point.startsWith(`${runDir}/`))
      .map((point) => `mount ${point}`),
    ...(await groupsNamed(`marina-load-${name}`)).map((group) => `group ${group}`),
    ...(await loopsIn(path.join(home, 'worker/disks'))).map((disk) => `loop ${disk}`),
    ...commands
      .filter((command) => command.includes(home) || command.includes(`/${name}/`))
      .map((command) => `process ${command.replaceAll('\0', ' ').slice(0, 60)}`),
  ];
}

/** Disks of instances by the file below; files that are gone are marked so, and no name of ours any more. */
export async function loopsIn(directory: string): Promise<string[]> {
  const { stdout } = await run('losetup', ['--noheadings', '--list', '--output', 'BACK-FILE']);
  const files = stdout.split('\n').filter((file) => file.startsWith(`${directory}/`));
  return files.map((file) => path.basename(file.trim()).replace(/\.img$/, ''));
}

/** With v1 each controller has a hierarchy of its own. */
async function groupsNamed(wanted: string): Promise<string[]> {
  const root = '/sys/fs/cgroup';
  const hierarchies = ['', ...(await readdir(root))];
  const below = await Promise.all(hierarchies.map((name) => readdir(path.join(root, name)).catch(() => [])));
  return below.flat().filter((name) => name === wanted);
}
