// Composition root of the worker: its daemons, its engine, its terminals and its link to the manager.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Engine } from '@marina/engine/engine';
import { readSeccompProfile } from '@marina/engine/local/cluster';
import { CommandShell, type RunCommand } from '@marina/engine/local/command-shell';
import { createDisks, type Disks } from '@marina/engine/local/disks';
import { connectDocker } from '@marina/engine/local/docker';
import { createLocalEngine } from '@marina/engine/local/engine';
import { hangUpLeftoverShells } from '@marina/engine/local/leftover-shells';
import { ensureSysfs, loadAppArmorProfile, unmountBelow } from '@marina/engine/local/machine';
import { openFilesLimit } from '@marina/engine/local/open-files-limit';
import { admitNetworks } from '@marina/engine/local/session-network';
import { guardAgainstCrowds } from './crowd-guard.ts';
import { startDaemons } from './daemons/daemons.ts';
import { dockerSocket, registryHost, registryPort } from './daemons/dockerd.ts';
import { type Gateway, keepGateway } from './egress/keep-gateway.ts';
import { removeUplink, uplinkDevice } from './egress/uplink.ts';
import type { WorkerEnv } from './env.ts';
import { applyFirewall, createGate } from './firewall/firewall.ts';
import type { FirewallSettings } from './firewall/ruleset.ts';
import { pullInstanceImages } from './instance-images.ts';
import { log, messageOf } from './log.ts';
import { keepManagerLink } from './manager-link.ts';
import { startNameServer } from './name-server.ts';
import { machineNetns, nameServers, removeNetns, serviceAddress } from './netns.ts';
import type { AsOthers } from './processors/as-others.ts';
import { openWorkerProcessors, type WorkerProcessors } from './processors/worker-processors.ts';
import { openShells } from './shells/open-shell.ts';
import { serveTerminals } from './terminals/serve-terminals.ts';
import { TerminalHost } from './terminals/terminal-host.ts';
import { TerminalRecords } from './terminals/terminal-records.ts';
import { watchCluster } from './watched-cluster.ts';
import { createWorkerAlerts, type WorkerAlerts } from './worker-alerts.ts';
import { ensureIdentity } from './worker-identity.ts';

export async function startAgent(env: WorkerEnv): Promise<{ close(): Promise<void> }> {
  // Before anything that could forward a packet.
  await applyFirewall(firewallSettings(env));
  const processors = await openWorkerProcessors(env.name);
  const { asOthers } = processors;
  const daemons = await startDaemons(env, asOthers);
  const gateway = await gatewayOf(env, asOthers);
  const nameServer = await startNameServer({ mirrors: env.mirrors, gateway });
  const images = await pullInstanceImages(env);
  await ensureSysfs(sysfsDirectory(env));
  const { program, args } = asOthers(['sh']);
  const commands = new CommandShell([program, ...args]);
  const disks = createDisks(path.join(env.home, 'disks'), env.diskOvercommit, commands.run);
  const alerts = createWorkerAlerts();
  const { engine, closeDoor, endBuilds } = await localEngine(env, disks, commands.run, processors, alerts);
  await sweepDisks(engine, disks);
  const client = connectDocker(dockerSocket(env));
  const records = new TerminalRecords(path.join(env.home, 'terminals'));
  const terminals = new TerminalHost(openShells(client, engine.instances, env.runtime), records);
  log('ready', { leftoverShells: await hangUpLeftoverShells(client), terminals: await terminals.adopt() });
  const stopping = new AbortController();
  await processors.watchRunning(client);
  const guarding = guardAgainstCrowds(client, alerts, stopping.signal);
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
      engine,
      others: [serveTerminals(terminals, processors.keyCame), alerts.serve],
    },
    stopping.signal,
  );
  return {
    close: async () => {
      stopping.abort();
      await Promise.all([linked, guarding, processors.close()]);
      await Promise.all([nameServer.close(), gateway?.close()]);
      await attempt('ending what is being built', endBuilds);
      if (env.onStop === 'keep') {
        commands.close();
        return terminals.leave();
      }
      await terminals.close();
      // Each step is tried, whatever became of the one before: what is not taken down here stays on the machine.
      await attempt('removing the instances', async () => {
        await daemons.revive();
        // What is being made now would come after what is removed.
        await closeDoor();
        await removeAllSessions(engine);
        await writeFile(drainMark(env), '');
      });
      commands.close();
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

/** Where every instance with Docker gets its writable sysfs from. */
export function sysfsDirectory(env: WorkerEnv): string {
  return path.join(env.run, 'sysfs');
}

async function gatewayOf(env: WorkerEnv, asOthers: AsOthers): Promise<Gateway | undefined> {
  if (env.mirrors.length === 0 && env.egress !== 'internet') return undefined;
  return keepGateway({ machineNetns: machineNetns(env), mirrors: env.mirrors, asOthers });
}

async function localEngine(
  env: WorkerEnv,
  disks: Disks,
  run: RunCommand,
  processors: WorkerProcessors,
  alerts: WorkerAlerts,
) {
  const client = connectDocker(dockerSocket(env));
  const confinement = {
    runtime: env.runtime,
    seccompProfile: await readSeccompProfile(env.seccompProfile),
    registryMirror: `http://${registryHost}`,
    openFiles: await openFilesLimit(),
    appArmorProfile: await loadAppArmorProfile(env.appArmorProfile),
    sysfs: sysfsDirectory(env),
    disks,
    run,
    diskBytesPerSecond: env.instanceDiskBytesPerSecond,
    startOn: processors.startOn,
    onStarted: processors.watch,
  };
  const gate = createGate(run, env.egress, env.mirrors.length > 0);
  await admitNetworks(client, gate);
  const local = createLocalEngine(client, confinement, gate);
  const { closeDoor, ...cluster } = watchCluster(local.cluster, client, confinement, alerts);
  const { instances, images } = local;
  return { engine: { cluster, instances, images } satisfies Engine, closeDoor, endBuilds: images.close };
}

export function firewallSettings(env: WorkerEnv): FirewallSettings {
  const { mirrors, closed, connections, newConnectionsPerSecond, instanceMbit } = env;
  const uplink = env.egress === 'internet' ? uplinkDevice : undefined;
  const settings = { mirrors, closed, connections, newConnectionsPerSecond, instanceMbit };
  return { ...settings, serviceAddress, registryPort, nameServers, uplink };
}

async function removeAllSessions({ cluster }: Engine): Promise<void> {
  const sessions = new Set((await cluster.inventory()).map((object) => object.sessionId));
  await Promise.all([...sessions].map((sessionId) => cluster.removeSession(sessionId)));
}

/** Of instances whose removal a killed agent has not finished. */
async function sweepDisks({ cluster }: Engine, disks: Disks): Promise<void> {
  const owned = await cluster.inventory();
  const there = new Set(owned.flatMap((object) => ('instanceId' in object ? [object.instanceId] : [])));
  await disks.sweep((instanceId) => there.has(instanceId));
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

function capacity() {
  return { memoryBytes: os.totalmem(), cpus: os.availableParallelism() };
}
