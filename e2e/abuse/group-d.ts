// Group D: the ways out. Everything that is refused is there, and the machine itself reaches it.
import { Resolver } from 'node:dns/promises';
import net from 'node:net';
import { eventually } from '../machine/settle.ts';
import { findPid, isReady } from '../marina-under-test.ts';
import { closedToBuilds, openToBuilds } from './built-lab.ts';
import { type AbuseCase, both, denied, listed, type Outcome, together } from './case.ts';
import type { Ground } from './ground.ts';
import type { Inside, Stand } from './inside.ts';
import { inWorker } from './worker-netns.ts';
import {
  closedAddresses,
  internetAddress,
  machineAddress,
  metadataAddresses,
  mirrorAddresses,
  publicResolvers,
  resolverAddress,
} from './world.ts';

const metadata6 = '[fd00:ec2::254]:80';

export const groupD: readonly AbuseCase[] = [
  ...both('D1', 'cloud metadata', 'not reached', metadata),
  ...both('D2', 'private, shared and reserved networks', 'not reached', closedNetworks),
  ...both('D3', 'mail: ports 25, 465, 587', 'not reached', mail),
  ...both('D4', 'resolvers on the internet, plain and TLS', 'not reached', resolvers),
  ...both('D5', 'D1 to D4 after dockerd restarts and its rules are flushed', 'the same', afterRestart),
  ...both('D6', 'registry, mirrors and the internet, where they are allowed', 'work; and only there', allowedWays),
  { id: 'D6/build', tried: 'the same from the build of a lab’s image', expected: 'the same', run: buildWays },
];

/**
 * Neither a session with mirrors nor one with the internet connects, and the world hears nothing of them. The machine
 * connects to all of it; and the one with the internet reaches what is on it.
 */
async function outOfReach(ground: Ground, stand: Stand, places: readonly string[], hidden: readonly string[] = []) {
  const { attacker, online, world } = ground;
  const web = `${internetAddress}:80`;
  const control = async () => [...(await fromMachine(places)), ...(await online.probe(stand, 'tcp', web))];
  return denied({ attempt: control, reaches: [...places, web] }, async () => {
    const since = world.mark();
    const found = [attacker, online].map((machine) => machine.probe(stand, 'tcp', ...places, ...hidden));
    const connected = (await Promise.all(found)).flat();
    return [...connected, ...(await world.hitsSince(since))];
  });
}

function metadata(ground: Ground, stand: Stand): Promise<Outcome> {
  return outOfReach(ground, stand, at(metadataAddresses, 80), [metadata6]);
}

/** The machine’s own address and the network that it is in belong to them. */
function closedNetworks(ground: Ground, stand: Stand): Promise<Outcome> {
  const mirrors = Object.values(mirrorAddresses);
  const places = [...at(closedAddresses, 80), ...at(closedAddresses, 22), ...at(mirrors, 443)];
  return outOfReach(ground, stand, places, at([machineAddress], 80));
}

function mail(ground: Ground, stand: Stand): Promise<Outcome> {
  return outOfReach(
    ground,
    stand,
    [25, 465, 587].map((port) => `${internetAddress}:${port}`),
  );
}

/** Questions to two well-known ones are answered by the worker instead: nested containers ask them by default. */
async function resolvers(ground: Ground, stand: Stand): Promise<Outcome> {
  const { attacker, online, world } = ground;
  const servers = [...publicResolvers, resolverAddress];
  const tcp = await outOfReach(ground, stand, [...at(servers, 53), ...at(servers, 853)]);
  const since = world.mark();
  await Promise.all([attacker, online].map((machine) => machine.probe(stand, 'udp', ...at(servers, 53))));
  // The worker itself asked the machine's resolver, for the session that may use the internet.
  const heard = (await world.hitsSince(since)).filter((hit) => hit !== `udp ${resolverAddress}:53`);
  const asked = await Promise.all(servers.map((server) => answersFromMachine(server)));
  const control = asked.filter(Boolean).length;
  const udp = {
    ok: heard.length === 0 && control === servers.length,
    seen: `${listed(heard)} heard; control ${control}/${servers.length}`,
  };
  return together({ tcp, udp });
}

/** firewalld would be the machine's, which the worker's namespace does not know; Docker's rules are inside. */
async function afterRestart(ground: Ground, stand: Stand): Promise<Outcome> {
  const { marina } = ground;
  const pid = findPid(marina, 'dockerd');
  if (!pid) throw new Error('there is no dockerd');
  process.kill(pid, 'SIGKILL');
  const isBack = async () =>
    findPid(marina, 'dockerd') !== pid && (await isReady(marina)) && (await listsContainers(ground));
  await eventually('dockerd is back', isBack, 40_000);
  await inWorker(marina, 'iptables', '--policy', 'FORWARD', 'ACCEPT');
  for (const table of ['filter', 'mangle']) await inWorker(marina, 'iptables', '--table', table, '--flush');
  return together({
    D1: await metadata(ground, stand),
    D2: await closedNetworks(ground, stand),
    D3: await mail(ground, stand),
    D4: await resolvers(ground, stand),
  });
}

async function listsContainers({ attacker }: Ground): Promise<boolean> {
  return (await attacker.run('true')).code === 0;
}

async function allowedWays(ground: Ground, stand: Stand): Promise<Outcome> {
  const { attacker, online, closed } = ground;
  const works: Record<string, boolean> = {
    'docker pull': (await attacker.run('docker rmi -f hello-world; docker pull --quiet hello-world')).code === 0,
    'apt-get update': await aptReads(attacker, stand),
    'pip download': stand === 'nested' ? await pipDownloads(attacker) : await pipIndexReads(attacker),
    'mirror by address': await reaches(attacker, stand, `${mirrorAddresses.literal}:8080`),
    'the internet': await reaches(online, stand, 'public.test:80'),
    'mirror from the internet’s session': await reaches(online, stand, 'mirror.test:80'),
  };
  const broken = Object.keys(works).filter((name) => !works[name]);
  const web = [`${internetAddress}:80`, 'public.test:80'];
  const wrong = [
    ...(await attacker.probe(stand, 'tcp', ...web, 'mirror.test:443', 'mirror.test:22')),
    ...(await closed.probe(
      stand,
      'tcp',
      ...web,
      'mirror.test:80',
      '100.127.1.1:80',
      `${mirrorAddresses.literal}:8080`,
    )),
  ];
  const atOnce = await refusedWithin(attacker, 1000);
  const seen = `${Object.keys(works).length - broken.length}/${Object.keys(works).length} work${broken.length > 0 ? `, not ${broken.join(', ')}` : ''}`;
  const ok = broken.length === 0 && wrong.length === 0 && atOnce;
  return { ok, seen: `${seen}; ${listed(wrong)} reached elsewhere; said ${atOnce ? 'at once' : 'late'}` };
}

/** Of the lab's ways, mirrors alone are open to the build of its image. */
async function buildWays({ open, end }: Ground): Promise<Outcome> {
  const machine = await open('built');
  const reached = (await machine.output('cat /reached')).split('\n').filter(Boolean);
  const isRead = (await machine.output('cat /packages')).includes('marina-probe');
  await end(machine);
  const works = openToBuilds.filter((place) => reached.includes(place));
  const ways = await denied({ attempt: () => fromMachine(closedToBuilds), reaches: closedToBuilds }, async () =>
    reached.filter((place) => !works.includes(place)),
  );
  const mirrors = {
    ok: works.length === openToBuilds.length && isRead,
    seen: `${works.length}/${openToBuilds.length} reached, a file ${isRead ? 'is' : 'is not'} read`,
  };
  return together({ mirrors, elsewhere: ways });
}

const aptLine = 'deb [trusted=yes] http://mirror.test/debian ./';
const aptUpdate = `d=$(mktemp -d); echo "${aptLine}" > $d/list; apt-get -qq -o Dir::Etc::SourceList=$d/list -o Dir::Etc::SourceParts=- -o Dir::State::Lists=$d -o APT::Sandbox::User=root update && cat $d/*Packages | grep marina-probe`;

async function aptReads(machine: Inside, stand: Stand): Promise<boolean> {
  const nested = `docker run --rm debian sh -c '${aptUpdate}'`;
  const { code, output } = await machine.run(stand === 'nested' ? nested : aptUpdate);
  return code === 0 && output.includes('marina-probe');
}

/** Instances have no pip: what it asks first is asked with curl. */
async function pipIndexReads(machine: Inside): Promise<boolean> {
  return (await machine.run('curl --fail --silent http://mirror.test/simple/marina-probe/ | grep whl')).code === 0;
}

async function pipDownloads(machine: Inside): Promise<boolean> {
  const pip = 'pip --quiet --disable-pip-version-check install --root-user-action=ignore';
  const index = '--index-url http://mirror.test/simple --trusted-host mirror.test';
  const script = `${pip} ${index} marina-probe && python3 -c "import marina_probe; print(marina_probe.seen)"`;
  const { code, output } = await machine.run(`docker run --rm python sh -c '${script}'`);
  return code === 0 && output.includes('True');
}

async function reaches(machine: Inside, stand: Stand, place: string): Promise<boolean> {
  return (await machine.probe(stand, 'tcp', place)).length === 1;
}

/** A student who has no way out is told so, instead of waiting. */
async function refusedWithin(machine: Inside, limitMs: number): Promise<boolean> {
  const script = `a=$(date +%s%N); curl --silent --max-time 5 http://${internetAddress}/ ; curl --silent --max-time 5 http://public.test/; b=$(date +%s%N); echo $(((b - a) / 1000000))`;
  return Number((await machine.output(script)).split('\n').at(-1)) < limitMs;
}

async function fromMachine(places: readonly string[]): Promise<string[]> {
  const tried = await Promise.all(places.map(async (place) => ((await connects(place)) ? [place] : [])));
  return tried.flat();
}

function connects(place: string): Promise<boolean> {
  const [host = '', port] = place.split(':');
  const socket = net.connect({ host, port: Number(port), timeout: 2000 });
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    for (const event of ['error', 'timeout']) socket.once(event, () => resolve(false));
  }).finally(() => socket.destroy());
}

async function answersFromMachine(server: string): Promise<boolean> {
  const resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([server]);
  return resolver.resolve4('public.test').then(
    ([address]) => address === internetAddress,
    () => false,
  );
}

function at(addresses: readonly string[], port: number): string[] {
  return addresses.map((address) => `${address}:${port}`);
}
