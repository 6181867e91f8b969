// The worker's own containerd, kept apart from dockerd: a dockerd that starts its own takes it along when it dies, and
// then waits a quarter of a minute for the next one.
import { mkdir, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import type { WorkerEnv } from '../env.ts';
import type { DaemonSpec } from './daemon-process.ts';

export function containerdSocket(env: WorkerEnv): string {
  return path.join(env.run, 'containerd', 'containerd.sock');
}

export async function containerdDaemon(env: WorkerEnv): Promise<DaemonSpec> {
  const configFile = path.join(env.home, 'containerd.toml');
  await mkdir(env.home, { recursive: true });
  await writeFile(configFile, containerdConfig(env));
  return {
    name: 'containerd',
    command: ['containerd', '--config', configFile],
    pidFile: path.join(env.run, 'containerd.pid'),
    logFile: path.join(env.home, 'log', 'containerd.log'),
    env: env.inherited,
    probe: () => accepts(containerdSocket(env)),
    readyTimeoutMs: 15_000,
    stopTimeoutMs: 10_000,
  };
}

/** Only what Docker uses: the rest would look for file systems and networks that are not there. */
function containerdConfig(env: WorkerEnv): string {
  const unused = [
    'grpc.v1.cri',
    'snapshotter.v1.aufs',
    'snapshotter.v1.btrfs',
    'snapshotter.v1.devmapper',
    'snapshotter.v1.zfs',
  ];
  return [
    'version = 2',
    `root = ${JSON.stringify(path.join(env.home, 'containerd'))}`,
    `state = ${JSON.stringify(path.join(env.run, 'containerd'))}`,
    `disabled_plugins = ${JSON.stringify(unused.map((name) => `io.containerd.${name}`))}`,
    '[grpc]',
    `address = ${JSON.stringify(containerdSocket(env))}`,
    '',
  ].join('\n');
}

function accepts(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
