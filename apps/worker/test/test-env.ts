// A worker's configuration for suites: everything that it writes below one directory.
import path from 'node:path';
import { readEnv, testRegistryDirectory, testRuntime, type WorkerEnv } from '../src/env.ts';

export function testEnv(home: string): WorkerEnv {
  return readEnv({
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    MARINA_REGISTRY_DIR: testRegistryDirectory(),
    MARINA_LINK: 'unix:/nowhere',
    MARINA_WORKER_TOKEN: 'no manager is asked in these suites',
    MARINA_WORKER_HOME: path.join(home, 'data'),
    MARINA_WORKER_RUN: path.join(home, 'run'),
    ...testRuntime(),
  });
}
