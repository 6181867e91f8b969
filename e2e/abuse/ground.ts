// Where the cases are tried: a Marina whose worker may let sessions out, with sessions of several students in it.
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Session } from '@marina/protocol/session';
import { eventually } from '../machine/settle.ts';
import { type MarinaPlace, withMarina } from '../marina-under-test.ts';
import { Student } from '../student.ts';
import { builtDockerfile } from './built-lab.ts';
import { type Golden, openGolden } from './golden.ts';
import { EchoProbe } from './group-c/echo-probe.ts';
import { Inside } from './inside.ts';
import { openWhenAllowed } from './open-when-allowed.ts';
import { takeDown } from './take-down.ts';
import { labsOf, testMachine, worldNetns } from './test-machine.ts';
import { liftUserLimits } from './user-limits.ts';
import { mirrorAddresses, startWorld, type World } from './world.ts';

export type Ground = {
  marina: MarinaPlace;
  world: World;
  golden: Golden;
  /** Two machines of one session that may use mirrors: who attacks, and a neighbour who may be reached. */
  attacker: Inside;
  neighbour: Inside;
  /** Another student's machine. */
  peer: Inside;
  /** A machine that may use the internet, and one that may use nothing. */
  online: Inside;
  closed: Inside;
  students: { mallory: Student; alice: Student };
  /** Somebody who types in the peer's session, from the first time that it is asked for. */
  echo(): Promise<EchoProbe>;
  /** How many sessions H4 opens. */
  sessions: number;
  /** Where the suite's labs are. */
  labs: string;
  /** The first machine of one more session of the peer’s. */
  open(lab: Lab): Promise<Inside>;
  /** Resolves when nothing is left of its session. */
  end(machine: Inside): Promise<void>;
};

export type GroundOptions = {
  updatesGolden: boolean;
  sessions: number;
  /** Takes the limits of the kernel's counts per user away: B6 has to fail then. */
  withoutUserLimits: boolean;
};

type Lab = 'pair' | 'online' | 'closed' | 'tiny' | 'built';

const readyTimeoutMs = 120_000;
const labs: Record<Lab, { egress: string; instances: string[]; image?: string; dockerfile?: string }> = {
  pair: { egress: 'mirror', instances: ['node1', 'node2'] },
  online: { egress: 'internet', instances: ['node1'] },
  closed: { egress: 'none', instances: ['node1'] },
  tiny: { egress: 'none', instances: ['node1'], image: 'marina/base' },
  built: { egress: 'mirror', instances: ['node1'], image: 'marina/base', dockerfile: builtDockerfile },
};

/** In the folder of each of the suite's labs. */
export const picture = 'picture.png';

/** Limits that are reached quickly. */
export const caps = { connections: 1000, mbit: 80, diskMbytes: 50, openings: 20 } as const;

export async function withGround<T>(options: GroundOptions, act: (ground: Ground) => Promise<T>): Promise<T> {
  const directory = await writeLabs();
  const world = await startWorld(worldNetns());
  const base = { world, golden: openGolden(options.updatesGolden), sessions: options.sessions, labs: directory };
  let place: MarinaPlace | undefined;
  try {
    return await withMarina({ name: 'abuse', env: envOf(directory) }, (marina) => {
      place = marina;
      return settle({ marina, ...base }, async (ground) => {
        if (options.withoutUserLimits) await liftUserLimits(ground);
        return act(ground);
      });
    });
  } finally {
    // A stop that failed leaves daemons and mounts in our namespaces, where nobody else could find them.
    if (place && existsSync(place.runDir)) await takeDown(place, envOf(directory)).catch(console.error);
    world.close();
    await rm(directory, { recursive: true });
  }
}

/** What a Marina of this suite is told. */
export function envOf(labsDirectory: string): Record<string, string> {
  return {
    MARINA_LABS: labsDirectory,
    MARINA_EGRESS: 'internet',
    MARINA_EGRESS_MIRRORS: `mirror.test:80,${mirrorAddresses.literal}:8080`,
    // Few enough that taking them all is quick.
    MARINA_INSTANCE_PIDS: '512',
    MARINA_INSTANCE_MEMORY_MB: '1024',
    MARINA_INSTANCE_DISK_MB: '1024',
    MARINA_INSTANCE_DISK_MBYTES: `${caps.diskMbytes}`,
    MARINA_INSTANCE_MBIT: `${caps.mbit}`,
    MARINA_SESSION_CONNECTIONS: `${caps.connections}`,
    MARINA_SESSION_NEW_CONNECTIONS: '2000',
    MARINA_OPENINGS_PER_MINUTE: `${caps.openings}`,
    MARINA_SESSIONS_PER_VIEWER: '8',
  };
}

type Base = Pick<Ground, 'marina' | 'world' | 'golden' | 'sessions' | 'labs'>;

async function settle<T>(base: Base, act: (ground: Ground) => Promise<T>): Promise<T> {
  const { marina } = base;
  const [mallory, alice] = await Promise.all([Student.arrive(marina.baseUrl), Student.arrive(marina.baseUrl)]);
  const open = (lab: Lab, student = alice) => openReady(marina, student, lab);
  const attackers = await open('pair', mallory);
  const peers = await open('pair');
  const online = await open('online', mallory);
  const closed = await open('closed', mallory);
  let echo: Promise<EchoProbe> | undefined;
  const openEcho = async () => {
    const terminal = await alice.openTerminal(peers.id, peers.instances[0]?.id ?? '');
    return EchoProbe.open(alice.addressOf(peers.id, terminal));
  };
  const ground: Ground = {
    ...base,
    students: { mallory, alice },
    echo: () => {
      echo ??= openEcho();
      return echo;
    },
    attacker: new Inside(marina, attackers, 'node1'),
    neighbour: new Inside(marina, attackers, 'node2'),
    peer: new Inside(marina, peers, 'node1'),
    online: new Inside(marina, online, 'node1'),
    closed: new Inside(marina, closed, 'node1'),
    open: async (lab) => new Inside(marina, await open(lab), 'node1'),
    end: async ({ session }) => {
      await alice.end(session);
      await eventually('the session ends', async () => (await alice.read(session)).status === 'ended', 30_000);
    },
  };
  return act(ground).finally(async () => (await echo?.catch(() => undefined))?.close());
}

async function openReady(marina: MarinaPlace, student: Student, lab: Lab): Promise<Session> {
  const { id } = await openWhenAllowed(student, lab);
  const needsDocker = labs[lab].image === undefined;
  const isReady = ({ status, instances }: Session) =>
    status === 'ended' ||
    (instances.length > 0 &&
      instances.every((instance) => instance.status === 'running' && (!needsDocker || instance.dockerReady === true)));
  const session = await student.until(id, isReady, readyTimeoutMs).catch(async (error: unknown) => {
    throw new Error(await whyNotReady(marina, await student.read(id)), { cause: error });
  });
  if (session.status === 'ended') throw new Error(`session ${id} of ${lab} ended: ${session.endReason}`);
  return session;
}

/** With what a Docker Engine that does not start says: its instance is gone once the suite has ended. */
async function whyNotReady(marina: MarinaPlace, session: Session): Promise<string> {
  const states = session.instances.map(async ({ name, status, dockerReady }) => {
    const { output } = await new Inside(marina, session, name).run('tail -n 30 /var/log/dockerd.log');
    return `${name}: ${status}, ${dockerReady ? 'its Docker answers' : `its Docker does not answer:\n${output}`}`;
  });
  return [`${session.id} is not ready`, ...(await Promise.all(states))].join('\n');
}

/** Readable for the manager's user. Whoever removes the test machine removes them, if we can't. */
async function writeLabs(): Promise<string> {
  const directory = labsOf(testMachine());
  await mkdir(directory, { recursive: true, mode: 0o755 });
  for (const [name, { egress, instances, image = 'marina/docker', dockerfile }] of Object.entries(labs)) {
    const build = dockerfile === undefined ? '' : ', build: image';
    const machines = instances.map((instance) => `  - {name: ${instance}, image: ${image}${build}}\n`).join('');
    const text = `title: {en: ${name}}\nsummary: {en: For the abuse suite.}\nlevel: beginner\ndurationMinutes: 60\n`;
    await mkdir(path.join(directory, name));
    await writeFile(path.join(directory, name, 'lab.yaml'), `${text}egress: ${egress}\ninstances:\n${machines}`);
    if (dockerfile !== undefined) {
      await mkdir(path.join(directory, name, 'image'));
      await writeFile(path.join(directory, name, 'image/Dockerfile'), dockerfile);
    }
    await writeFile(path.join(directory, name, picture), Buffer.from('89504e470d0a1a0a', 'hex'));
  }
  return directory;
}
