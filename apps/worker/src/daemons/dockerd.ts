// The worker's dedicated Docker Engine: own data, socket, containerd and user namespace.
import { access, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectDocker } from '@marina/engine/local/docker';
import type { WorkerEnv } from '../env.ts';
import { log } from '../log.ts';
import { serviceAddress } from '../netns.ts';
import { releaseAbandonedPipes } from './abandoned-pipes.ts';
import { containerdSocket } from './containerd.ts';
import type { DaemonSpec } from './daemon-process.ts';
import { endForgottenContainers, isWrittenDownAsRunning } from './forgotten-containers.ts';
import { mendHalfRemovedNetworks } from './half-removed-networks.ts';

export const registryPort = 5000;
export const registryHost = `${serviceAddress}:${registryPort}`;

/** Outer networks live in 100.64.0.0/11, which neither students' networks nor the machine's are likely to use. */
const addressPool = { base: '100.64.0.0/11', size: 26 };

export function dockerSocket(env: WorkerEnv): string {
  return path.join(env.run, 'docker.sock');
}

export async function dockerDaemon(env: WorkerEnv): Promise<DaemonSpec> {
  const configFile = path.join(env.home, 'dockerd.json');
  await mkdir(env.home, { recursive: true });
  await mkdir(env.run, { recursive: true });
  await writeFile(configFile, JSON.stringify(dockerConfig(env), null, 2));
  const client = connectDocker(dockerSocket(env));
  return {
    name: 'dockerd',
    command: ['dockerd', '--config-file', configFile],
    pidFile: path.join(env.run, 'dockerd.agent.pid'),
    logFile: path.join(env.home, 'log', 'dockerd.log'),
    env: env.inherited,
    prepare: () => mendWhatWasCutOff(env),
    // What it could not remove.
    afterStop: () => endContainers(env, async () => false),
    probe: () =>
      access(dockerSocket(env))
        .then(() => client.ping())
        .then(
          () => true,
          () => false,
        ),
    readyTimeoutMs: 30_000,
    stopTimeoutMs: 20_000,
  };
}

/** Of a Docker that was killed. */
async function mendWhatWasCutOff(env: WorkerEnv): Promise<void> {
  const directories = await dataDirectories(env);
  for (const directory of directories) {
    const mended = await mendHalfRemovedNetworks(path.join(directory, 'network', 'files', 'local-kv.db'));
    if (mended > 0) log('networks whose removal was cut off are mended', { count: mended });
  }
  const released = await releaseAbandonedPipes(containerdSocket(env));
  if (released > 0) log('pipes of cut-off commands are released', { count: released });
  // After the pipes: what containerd was still starting counts, too.
  await endContainers(env, (id) => isWrittenDownAsRunning(directories, id));
}

async function endContainers(env: WorkerEnv, isKnown: (containerId: string) => Promise<boolean>): Promise<void> {
  const ended = await endForgottenContainers(containerdSocket(env), isKnown);
  if (ended > 0) log('containers that Docker does not know to run are ended', { count: ended });
}

/** With userns-remap, Docker keeps its data one level down, in a directory named after the mapped root. */
async function dataDirectories(env: WorkerEnv): Promise<string[]> {
  const dataRoot = path.join(env.home, 'docker');
  const names = (await readdir(dataRoot).catch(() => [])).filter((name) => /^\d+\.\d+$/.test(name));
  return names.map((name) => path.join(dataRoot, name));
}

/** Host network: the instance's own namespace, with the sockets of the machine's kernel in it. */
function runsc({ runscProgram }: WorkerEnv) {
  return { path: runscProgram, runtimeArgs: ['--network=host', '--platform=systrap'] };
}

function dockerConfig(env: WorkerEnv) {
  return {
    hosts: [`unix://${dockerSocket(env)}`],
    'data-root': path.join(env.home, 'docker'),
    'exec-root': path.join(env.run, 'docker'),
    pidfile: path.join(env.run, 'dockerd.pid'),
    containerd: containerdSocket(env),
    'userns-remap': env.remapUser,
    'default-cgroupns-mode': 'private',
    runtimes: { marina: { path: env.runcProgram }, ...(env.runtime === 'runsc' ? { runsc: runsc(env) } : {}) },
    'default-runtime': 'marina',
    // Instances outlive a crash of the daemon.
    'live-restore': true,
    'log-driver': 'json-file',
    'log-opts': { 'max-size': '1m', 'max-file': '2' },
    'storage-driver': 'overlay2',
    bridge: 'none',
    'default-address-pools': [addressPool],
    dns: [serviceAddress],
    'userland-proxy': false,
    'insecure-registries': [registryHost],
    'max-concurrent-downloads': 2,
  };
}
