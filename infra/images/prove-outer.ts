// A worker's Docker Engine for the length of one proof: own network namespace, user range, socket and folders.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { appendFile, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { registryConfig } from './registry.ts';

const exec = promisify(execFile);
const NAME = 'marina-prove';
const RUN = `/run/${NAME}`;
const DATA = `/var/lib/${NAME}`;
const FIRST_ID = 700_000_000;
export const GATEWAY = '100.64.0.1';
/** A sysfs without a single network interface, mounted for the instances (see README.md). */
export const SYSFS = join(RUN, 'sys');
export const CGROUP_PARENT = NAME;

/** Runs a program and answers its output; a failure carries what it printed. */
export async function sh(program: string, ...args: string[]): Promise<string> {
  const options = { env: { ...process.env, DOCKER_HOST: `unix://${RUN}/docker.sock` }, maxBuffer: 16e6 };
  const { stdout } = await exec(program, args, options);
  return stdout.trim();
}

const quietly = (program: string, ...args: string[]) => sh(program, ...args).catch(() => '');

/** Waits until `ready` answers without throwing. */
export async function until(what: string, ready: () => Promise<unknown>, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    const failure: unknown = await ready().then(
      () => undefined,
      (error: unknown) => error ?? true,
    );
    if (failure === undefined) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs} ms (${String(failure).slice(0, 300)})`);
    await sleep(20);
  }
}

const daemonConfig = {
  'data-root': DATA,
  'exec-root': join(RUN, 'exec'),
  pidfile: join(RUN, 'docker.pid'),
  hosts: [`unix://${RUN}/docker.sock`],
  'userns-remap': NAME,
  'default-cgroupns-mode': 'private',
  'cgroup-parent': `/${CGROUP_PARENT}`,
  'live-restore': true,
  'storage-driver': 'overlay2',
  'log-driver': 'json-file',
  'log-opts': { 'max-size': '10m', 'max-file': '2' },
  'userland-proxy': false,
  bip: `${GATEWAY}/24`,
  'default-address-pools': [{ base: '100.65.0.0/16', size: 24 }],
};

/** Starts the engine and, beside it, a registry over `store`; what an earlier proof left is removed first. */
export async function startOuter(store: string): Promise<ChildProcess[]> {
  await stopOuter([]);
  await sh('useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME);
  for (const file of ['/etc/subuid', '/etc/subgid']) await appendFile(file, `${NAME}:${FIRST_ID}:65536\n`);
  await sh('ip', 'netns', 'add', NAME);
  await sh('nsenter', `--net=/run/netns/${NAME}`, 'ip', 'link', 'set', 'lo', 'up');
  await mkdir(SYSFS, { recursive: true });
  await sh('unshare', '--net', 'mount', '-t', 'sysfs', NAME, SYSFS);
  await writeFile(join(RUN, 'daemon.json'), JSON.stringify(daemonConfig));
  await writeFile(join(RUN, 'registry.yml'), registryConfig(join(store, 'registry'), ':5000'));
  const children = [
    await inNamespace('dockerd', '--config-file', join(RUN, 'daemon.json')),
    await inNamespace('docker-registry', 'serve', join(RUN, 'registry.yml')),
  ];
  await until('The engine', () => sh('docker', 'version'), 20_000);
  return children;
}

// Not `ip netns exec`: it mounts a new /sys, in which the engine finds no cgroups.
async function inNamespace(program: string, ...args: string[]): Promise<ChildProcess> {
  const log = await open(join(RUN, `${program}.log`), 'w');
  const stdio = ['ignore' as const, log.fd, log.fd];
  const child = spawn('nsenter', [`--net=/run/netns/${NAME}`, program, ...args], { stdio });
  await log.close();
  return child;
}

/** Hands the cgroup of a v1 container to the instance: the directory and who is in it, never a limit. */
export async function delegate(id: string): Promise<void> {
  const owner = `${FIRST_ID}:${FIRST_ID}`;
  const script =
    'for dir in /sys/fs/cgroup/*/"$2"/"$3" /sys/fs/cgroup/"$2"/"$3"; do for file in "" /cgroup.procs /tasks /cgroup.threads ' +
    '/cgroup.subtree_control; do if [ -e "$dir$file" ]; then chown "$1" "$dir$file"; fi; done; done';
  await sh('sh', '-c', script, 'delegate', owner, CGROUP_PARENT, id);
}

/** Ends everything that a proof started and removes everything that it made. */
export async function stopOuter(children: ChildProcess[]): Promise<void> {
  const containers = (await quietly('docker', 'ps', '-aq')).split('\n').filter(Boolean);
  if (containers.length > 0) await quietly('docker', 'rm', '-f', '-v', ...containers);
  const pid = (await readFile(join(RUN, 'docker.pid'), 'utf8').catch(() => '')).trim();
  const isOurs = async () => (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes(RUN);
  if (pid !== '' && (await isOurs())) {
    process.kill(Number(pid), 'SIGTERM');
    for (let waited = 0; waited < 100 && (await isOurs()); waited += 1) await sleep(100);
  }
  for (const child of children) child.kill('SIGTERM');
  await quietly('umount', SYSFS);
  await quietly('ip', 'netns', 'del', NAME);
  await quietly('sh', '-c', `rmdir /sys/fs/cgroup/*/${CGROUP_PARENT} /sys/fs/cgroup/${CGROUP_PARENT}`);
  await quietly('userdel', NAME);
  for (const file of ['/etc/subuid', '/etc/subgid']) await quietly('sed', '-i', `/^${NAME}:/d`, file);
  for (const dir of [RUN, DATA]) await rm(dir, { recursive: true, force: true });
}
