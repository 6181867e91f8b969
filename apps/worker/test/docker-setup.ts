// Vitest's global set-up for suites that need a real Docker Engine: a worker's own daemons, in the network
// namespace in which the suites themselves run (scripts/test.mjs enters it), and every trace of them gone after.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { Runtime } from '@marina/engine/local/host-config';
import { ensureSysfs, unmountBelow } from '@marina/engine/local/machine';
import type { TestProject } from 'vitest/node';
import { firewallSettings } from '../src/agent.ts';
import { startDaemons } from '../src/daemons/daemons.ts';
import { dockerSocket, registryHost } from '../src/daemons/dockerd.ts';
import { applyFirewall } from '../src/firewall/firewall.ts';
import { pullInstanceImages } from '../src/instance-images.ts';
import { prepareNetns, serviceAddress } from '../src/netns.ts';
import { asOthersIn } from '../src/processors/as-others.ts';
import { testEnv } from './test-env.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dockerSocket: string;
    runtime: Runtime;
    seccompProfile: string;
    appArmorProfile: string;
    registryMirror: string;
    sysfs: string;
    disks: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  refuseOutsideNetns();
  // Not /tmp, which is memory on many machines.
  const home = await mkdtemp('/var/tmp/marina-worker-');
  // Instances' root, another user on the machine, must pass through to Docker's data.
  await chmod(home, 0o711);
  const env = testEnv(home);
  // The namespace in which we are: nsenter finds it as its own.
  await prepareNetns('/proc/self/ns/net', env);
  await applyFirewall(firewallSettings(env));
  const daemons = await startDaemons(env, asOthersIn(undefined));
  await ensureSysfs(env.sysfs);
  await pullInstanceImages(env);
  project.provide('dockerSocket', dockerSocket(env));
  project.provide('runtime', env.runtime);
  project.provide('seccompProfile', env.seccompProfile);
  project.provide('appArmorProfile', env.appArmorProfile);
  project.provide('sysfs', env.sysfs);
  project.provide('disks', path.join(home, 'disks'));
  project.provide('registryMirror', `http://${registryHost}`);
  return async () => {
    await daemons.stop();
    await unmountBelow(home);
    await rm(home, { recursive: true, force: true });
  };
}

/** Outside, the suites would dial addresses of the machine's own network, and Docker would change its firewall. */
function refuseOutsideNetns(): void {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);
  if (!addresses.includes(serviceAddress)) throw new Error('Run these suites with `npm test -- docker`.');
}
