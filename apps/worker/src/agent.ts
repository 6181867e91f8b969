// Composition root of the worker: its daemons, its engine, its terminals and its link to the manager.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectDocker } from '@marina/engine/local/docker';
import { createLocalInstances } from '@marina/engine/local/instances';
import { hangUpLeftoverShells } from '@marina/engine/local/leftover-shells';
import { ensureSysfs, unmountBelow } from '@marina/engine/local/machine';
import { capacity } from './capacity.ts';
import { startDaemons } from './daemons/daemons.ts';
import { dockerSocket, registryPort } from './daemons/dockerd.ts';
import { type Gateway, keepGateway } from './egress/keep-gateway.ts';
import { removeUplink, uplinkDevice } from './egress/uplink.ts';
import type { EngineThread } from './engine/engine-thread.ts';
import type { WorkerEnv } from './env.ts';
import { applyFirewall } from './firewall/firewall.ts';
import type { FirewallSettings } from './firewall/ruleset.ts';
import { pullInstanceImages } from './instance-images.ts';
import { log, messageOf } from './log.ts';
import { keepManagerLink } from './manager-link.ts';
import { startNameServer } from './name-server.ts';
import { machineNetns, nameServers, removeNetns, serviceAddress } from './netns.ts';
import type { AsOthers } from './processors/as-others.ts';
import { openWorkerProcessors } from './processors/worker-processors.ts';
import { openShells } from './shells/open-shell.ts';
import { serveTerminals } from './terminals/serve-terminals.ts';
import { TerminalHost } from './terminals/terminal-host.ts';
import { TerminalRecords } from './terminals/terminal-records.ts';
import { createWorkerAlerts } from './worker-alerts.ts';
import { ensureIdentity } from './worker-identity.ts';

/** `engineThread` has begun, and does nothing yet. */
export async function startAgent(env: WorkerEnv, engineThread: EngineThread): Promise<{ close(): Promise<void> }> {
  // Before anything that could forward a packet.
  await applyFirewall(firewallSettings(env));
  const processors = await openWorkerProcessors(env.name);
  const { asOthers, joinFile, startOn } = processors;
  const daemons = await startDaemons(env, asOthers);
  const gateway = await gatewayOf(env, asOthers);
  const nameServer = await startNameServer({ mirrors: env.mirrors, gateway });
  const images = await pullInstanceImages(env);
  await ensureSysfs(env.sysfs);
  const alerts = createWorkerAlerts();
  const events = { started: processors.watch, alert: alerts.raise };
  const serveEngine = await engineThread.start({ env, joinFile, startOn }, events);
  const client = connectDocker(dockerSocket(env));
  const records = new TerminalRecords(path.join(env.home, 'terminals'));
  const terminals = new TerminalHost(openShells(client, createLocalInstances(client), env.runtime), records);
  log('ready', { leftoverShells: await hangUpLeftoverShells(client), terminals: await terminals.adopt() });
  const stopping = new AbortController();
  await processors.watchRunning(client);
  const linked = keepManagerLink(
    {
      address: env.link,
      token: env.token,
      hello: {
        ...(await ensureIdentity(env.home)),
        name: env.name,
        capacity: capacity(),
        images,
        wasDrained: await takeDrainMark(env),
      },
      handlers: [serveTerminals(terminals, processors.keyCame), alerts.serve, serveEngine],
    },
    stopping.signal,
  );
  return {
    close: async () => {
      stopping.abort();
      await Promise.all([linked, processors.close()]);
      await Promise.all([nameServer.close(), gateway?.close()]);
      await attempt('ending what is being built', () => engineThread.endBuilds());
      if (env.onStop === 'keep') {
        await engineThread.close();
        return terminals.leave();
      }
      await terminals.close();
      // Each step is tried, whatever became of the one before: what is not taken down here stays on the machine.
      await attempt('removing the instances', async () => {
        await daemons.revive();
        await engineThread.removeAll();
        await writeFile(drainMark(env), '');
      });
      await engineThread.close();
      await attempt('stopping the daemons', () => daemons.stop());
      await attempt('removing the group for load', () => processors.remove());
      await attempt('removing the way out', () => removeUplink(env.name, machineNetns(env)));
      await attempt('removing the mounts', () => unmountBelow(env.home, env.run));
      await attempt('removing the network namespace', () => removeNetns(env.name));
      await attempt('removing the sockets', () => rm(env.run, { recursive: true, force: true }));
      log('stopped');
    },
  };
}

async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => log(`${what} failed`, { error: messageOf(error) }));
}

async function gatewayOf(env: WorkerEnv, asOthers: AsOthers): Promise<Gateway | undefined> {
  if (env.mirrors.length === 0 && env.egress !== 'internet') return undefined;
  return keepGateway({ machineNetns: machineNetns(env), mirrors: env.mirrors, asOthers });
}

export function firewallSettings(env: WorkerEnv): FirewallSettings {
  const { mirrors, closed, connections, newConnectionsPerSecond, instanceMbit } = env;
  const uplink = env.egress === 'internet' ? uplinkDevice : undefined;
  const settings = { mirrors, closed, connections, newConnectionsPerSecond, instanceMbit };
  return { ...settings, serviceAddress, registryPort, nameServers, uplink };
}

/** Left by an agent that removed its instances because it was told to stop: the next one says so to the manager. */
function drainMark(env: WorkerEnv): string {
  return path.join(env.home, 'drained');
}

async function takeDrainMark(env: WorkerEnv): Promise<boolean> {
  const wasDrained = existsSync(drainMark(env));
  await rm(drainMark(env), { force: true });
  return wasDrained;
}
