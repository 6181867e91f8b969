// The worker's registry: instance images for its own Docker Engine, library images for the students'.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkerEnv } from '../env.ts';
import type { DaemonSpec } from './daemon-process.ts';
import { registryHost } from './dockerd.ts';

export async function registryDaemon(env: WorkerEnv): Promise<DaemonSpec> {
  const configFile = path.join(env.home, 'registry.json');
  await mkdir(env.home, { recursive: true });
  // The registry reads YAML, of which JSON is a part.
  await writeFile(configFile, JSON.stringify(registryConfig(env), null, 2));
  return {
    name: 'registry',
    command: ['docker-registry', 'serve', configFile],
    pidFile: path.join(env.run, 'registry.pid'),
    logFile: path.join(env.home, 'log', 'registry.log'),
    env: { ...env.inherited, OTEL_TRACES_EXPORTER: 'none' },
    probe: () =>
      fetch(`http://${registryHost}/v2/`).then(
        (reply) => reply.ok,
        () => false,
      ),
    readyTimeoutMs: 15_000,
    stopTimeoutMs: 5_000,
  };
}

function registryConfig(env: WorkerEnv) {
  return {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    // Instances only pull: what they could push would be served to everybody.
    storage: { filesystem: { rootdirectory: env.registryDirectory }, maintenance: { readonly: { enabled: true } } },
    http: { addr: registryHost },
  };
}
