// The instance interface beside the Docker Engine that runs the instances.
import type { Readable } from 'node:stream';
import { EngineError } from '../errors.ts';
import type { Instances } from '../instances.ts';
import { dialPort } from './dial.ts';
import type { Docker } from './docker.ts';
import { createDockerGet } from './docker-get.ts';
import { runExec } from './exec.ts';
import { observeInstances } from './observe.ts';
import { openPty } from './pty.ts';
import { readStats } from './stats.ts';

const unpackTimeoutMs = 120_000;

export function createLocalInstances(client: Docker): Instances {
  return {
    exec: (instanceId, request) => runExec(client, instanceId, request),
    openPty: (instanceId, size) => openPty(client, instanceId, size),
    dial: (instanceId, port) => dialPort(client, instanceId, port),
    putFiles: (instanceId, directory, tar) => putFiles(client, instanceId, directory, tar),
    dockerGet: createDockerGet(client),
    stats: (instanceId) => readStats(client, instanceId),
    observe: (signal) => observeInstances(client, signal),
  };
}

async function putFiles(client: Docker, instanceId: string, directory: string, tar: Readable): Promise<void> {
  const command = ['tar', '--extract', '--file=-', '--no-same-owner', `--directory=${directory}`];
  const { exitCode, stderr } = await runExec(client, instanceId, { command, timeoutMs: unpackTimeoutMs }, tar);
  if (exitCode !== 0) throw new EngineError('invalid', `the files could not be unpacked: ${stderr.trim()}`);
}
