// Everything on the machine that a session could leave behind, as lists of names that counts and searches work on.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findPid, type MarinaPlace } from '../marina-under-test.ts';
import { listContainers, listNetworks, listVolumes, type OuterObject } from './outer-docker.ts';
import { listProcesses } from './processes.ts';

const run = promisify(execFile);

export const kinds = [
  'containers',
  'networks',
  'volumes',
  'cgroups',
  'netns',
  'links',
  'rules',
  'mounts',
  'directories',
  'processes',
] as const;
export type Things = Record<(typeof kinds)[number], string[]>;

/** Below these every instance has files of its own choosing. */
const opaque = new Set(['diff', 'merged', 'work', '_data', 'rootfs', 'content', 'blobs']);
const cgroupRoot = '/sys/fs/cgroup';

/** `containerIds` are those whose cgroups are looked for: the machine may run other Dockers beside this one. */
export async function listThings(place: MarinaPlace, containerIds: ReadonlySet<string>): Promise<Things> {
  // First, before our own helpers run in the worker's network namespace.
  const processes = await listProcesses(place);
  const [containers, networks, volumes, cgroups, links, rules, mounts, directories] = await Promise.all([
    listContainers(place).then(named),
    listNetworks(place).then(named),
    listVolumes(place).then(named),
    listCgroups(containerIds),
    inNetns(place, ['ip', '-oneline', 'link', 'show']).then((lines) => lines.map(withoutCounters)),
    listRules(place),
    listMounts(place),
    listDirectories(path.join(place.home, 'worker'), 7),
  ]);
  // Docker leaves an empty file behind for up to a minute: the namespace itself is there as long as it is mounted.
  const netns = mounts.filter((point) => point.startsWith(path.join(place.runDir, 'worker/docker/netns/')));
  return { containers, networks, volumes, cgroups, netns, links, rules, mounts, directories, processes };
}

/** Names of what carries one of the tokens, such as an id. */
export function tracesOf(things: Things, tokens: readonly string[]): string[] {
  return kinds.flatMap((kind) =>
    things[kind].filter((name) => tokens.some((token) => name.includes(token))).map((name) => `${kind}: ${name}`),
  );
}

function named(objects: OuterObject[]): string[] {
  return objects.map(({ id, name, session }) => `${name} ${id} ${session ?? ''}`);
}

async function listCgroups(containerIds: ReadonlySet<string>): Promise<string[]> {
  const { stdout } = await run('find', [cgroupRoot, '-type', 'd', '-path', '*docker*'], { maxBuffer: 2 ** 26 }).catch(
    // Directories that vanish meanwhile make it fail; what it found stands.
    (error: { stdout: string }) => error,
  );
  return stdout.split('\n').filter((directory) => {
    const id = /[0-9a-f]{64}/.exec(directory)?.[0];
    return id !== undefined && containerIds.has(id);
  });
}

/** Without what expires by itself: elements of sets that count connections and bytes. */
async function listRules(place: MarinaPlace): Promise<string[]> {
  const [nft, iptables, ...admitted] = await Promise.all([
    inNetns(place, ['nft', '--terse', 'list', 'ruleset']).catch(() => []),
    inNetns(place, ['iptables-save']).catch(() => []),
    ...['to_mirrors', 'to_internet'].map((set) =>
      inNetns(place, ['nft', 'list', 'set', 'inet', 'marina', set]).catch(() => []),
    ),
  ]);
  return [...nft, ...iptables, ...admitted.flat().flatMap((line) => line.match(/"m-[0-9a-f]+"/g) ?? [])]
    .filter((line) => !line.startsWith('#'))
    .map(withoutCounters);
}

async function inNetns({ name }: MarinaPlace, command: string[]): Promise<string[]> {
  const { stdout } = await run('nsenter', [`--net=/run/netns/marina-${name}`, '--', ...command], {
    maxBuffer: 2 ** 26,
  });
  return stdout.split('\n').filter(Boolean);
}

function withoutCounters(line: string): string {
  return line
    .replace(/counter packets \d+ bytes \d+/, '')
    .replace(/\[\d+:\d+\]/, '')
    .trim();
}

async function listMounts(place: MarinaPlace): Promise<string[]> {
  const pids = ['self', String(findPid(place, 'dockerd') ?? 'self')];
  const seen = new Set<string>();
  for (const pid of pids) {
    const mounts = await readFile(`/proc/${pid}/mountinfo`, 'utf8');
    for (const line of mounts.split('\n')) {
      const point = line.split(' ')[4] ?? '';
      if (point.startsWith(`${place.home}/`) || point.startsWith(`${place.runDir}/`)) seen.add(point);
    }
  }
  return [...seen];
}

async function listDirectories(directory: string, depth: number): Promise<string[]> {
  if (depth === 0 || opaque.has(path.basename(directory))) return [];
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const children = entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(directory, entry.name));
  const below = await Promise.all(children.map((child) => listDirectories(child, depth - 1)));
  return [...children, ...below.flat()];
}

/** How many file descriptors the process holds; 0 when it is gone. */
export async function countFds(pid: number | undefined): Promise<number> {
  return pid === undefined ? 0 : (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;
}
