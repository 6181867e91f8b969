// What there is on the machine against what the manager's rows say: every difference, by name.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from '@marina/protocol/session';
import { listContainers, listNetworks, listVolumes } from '../../machine/outer-docker.ts';
import { loopsIn } from '../../machine/traces.ts';
import type { MarinaPlace } from '../../marina-under-test.ts';
import type { Student } from '../../student.ts';
import { inWorker } from '../worker-netns.ts';

/** Sessions are those of the given students: nobody else has any. */
export async function differences(marina: MarinaPlace, students: readonly Student[]): Promise<string[]> {
  const sessions = (await Promise.all(students.map((student) => student.list()))).flat();
  const instances = sessions.flatMap((session) => session.instances.map(({ id }) => id));
  const [containers, networks, volumes] = await Promise.all([
    listContainers(marina),
    listNetworks(marina),
    listVolumes(marina),
  ]);
  const bridges = networks.map(({ bridge }) => bridge);
  const disks = path.join(marina.home, 'worker/disks');
  return [
    ...between(
      'session',
      sessions.filter(isSettled).map(({ id }) => id),
      sessions.map(({ id }) => id),
    ),
    ...between(
      'running container',
      containers.filter(({ running }) => running).map(({ name }) => name),
      instances,
    ),
    ...between(
      'network',
      networks.map(({ name }) => name),
      sessions.map(({ id }) => id),
    ),
    ...between(
      'volume',
      volumes.map(({ name }) => name),
      withDocker(sessions),
    ),
    ...between('disk', imagesIn(await readdir(disks)), instances),
    ...between('mounted disk', await mountedIn(disks), instances),
    ...between('loop device', await loopsIn(disks), instances),
    ...between('bridge', await links(marina, 'bridge'), bridges),
    ...between('route', await routedBridges(marina), bridges),
    ...between(
      'way out',
      await admitted(marina),
      bridges.filter((bridge) => hasWayOut(sessions, networks, bridge)),
    ),
    ...many('veth', (await links(marina, 'veth')).filter((name) => name !== 'uplink').length, instances.length),
    ...many('network namespace', await namespaces(marina), instances.length),
  ];
}

/** Nothing is under way. */
function isSettled({ status, instances }: Session): boolean {
  return status === 'active' && instances.every((instance) => instance.status === 'running');
}

function between(kind: string, there: readonly string[], known: readonly string[]): string[] {
  const [more, less] = [there.filter((name) => !known.includes(name)), known.filter((name) => !there.includes(name))];
  return [...more.map((name) => `${kind} ${name} too many`), ...less.map((name) => `${kind} ${name} missing`)];
}

function many(kind: string, there: number, known: number): string[] {
  return there === known ? [] : [`${there} ${kind}s for ${known} instances`];
}

function withDocker(sessions: readonly Session[]): string[] {
  return sessions.flatMap(({ lab, instances }) => (lab === 'tiny' ? [] : instances.map(({ id }) => `${id}-docker`)));
}

function hasWayOut(
  sessions: readonly Session[],
  networks: readonly { name: string; bridge: string }[],
  bridge: string,
) {
  const name = networks.find((network) => network.bridge === bridge)?.name;
  return ['pair', 'online'].includes(String(sessions.find(({ id }) => id === name)?.lab));
}

function imagesIn(names: readonly string[]): string[] {
  return names.flatMap((name) => (name.endsWith('.img') ? [name.slice(0, -'.img'.length)] : []));
}

async function mountedIn(directory: string): Promise<string[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '');
  return lines.flatMap((point) => (path.dirname(point) === directory ? [path.basename(point)] : []));
}

async function links(marina: MarinaPlace, kind: 'bridge' | 'veth'): Promise<string[]> {
  const text = await inWorker(marina, 'ip', '-oneline', 'link', 'show', 'type', kind);
  return text.split('\n').flatMap((line) => /^\d+: ([^:@]+)/.exec(line)?.[1] ?? []);
}

async function routedBridges(marina: MarinaPlace): Promise<string[]> {
  const text = await inWorker(marina, 'ip', '-4', 'route', 'show');
  return text.split('\n').flatMap((line) => /dev (m-\w+)/.exec(line)?.[1] ?? []);
}

async function admitted(marina: MarinaPlace): Promise<string[]> {
  const sets = await Promise.all(
    ['to_mirrors', 'to_internet'].map((set) => inWorker(marina, 'nft', 'list', 'set', 'inet', 'marina', set)),
  );
  return [...new Set(sets.flatMap((text) => text.match(/"m-\w+"/g) ?? []).map((name) => name.slice(1, -1)))];
}

async function namespaces(marina: MarinaPlace): Promise<number> {
  const directory = path.join(marina.runDir, 'worker/docker/netns/');
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '');
  return new Set(mounts.filter((point) => point.startsWith(directory))).size;
}
