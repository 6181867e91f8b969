// Group B: one student against another, and against the worker that both are on.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../machine/settle.ts';
import { type AbuseCase, both, denied, listed, type Outcome } from './case.ts';
import type { Ground } from './ground.ts';
import { finish, type Stand } from './inside.ts';
import { countOf, inWorker, listenInWorker, routesOf } from './worker-netns.ts';
import { machineAddress } from './world.ts';

const serviceAddresses = ['100.127.0.1', '100.127.0.2', '100.127.0.3'];
/** Docker, Swarm, VXLAN, ssh, and a few that an agent could have. */
const workerPorts = [22, 2375, 2376, 2377, 4789, 5001, 7946, 8420, 9323];

export const groupB: readonly AbuseCase[] = [
  {
    id: 'B0',
    tried: 'overlay and macvlan within a session',
    expected: 'work, and the peer is not on them',
    run: lanes,
  },
  ...both('B1', 'scan a peer: ping, TCP, ARP', 'nothing answers', scan),
  ...both('B2', 'raw frames and ARP claims to a peer', 'the peer hears none, and keeps its network', rawFrames),
  ...both('B3', 'forged sources, VLAN tags, router advertisements', 'counted and dropped; routes stay', forge),
  ...both('B4', 'ports of the worker and the machine', 'only names, registry and ping answer', workerServices),
  ...both('B5', "a peer's files, and those of an ended session", 'no canary is found', canaries),
  ...both('B6', 'take inotify, pipes and processes until refused', 'a peer starts a container; root works', exhaust),
  ...both('B7', 'names of peers and of the operator’s network', 'no such name', names),
  ...both('B8', 'AF_ALG, XFRM and other odd sockets', 'refused', oddSockets),
];

/** What students need between their machines, and what a frame filter breaks first. */
async function lanes({ attacker, neighbour, peer }: Ground): Promise<Outcome> {
  const macvlan = 'docker network create --driver macvlan --subnet 192.168.77.0/24 --opt parent=eth0 lane';
  const get = (network: string, host: string) =>
    `docker run --rm --network ${network} busybox timeout 10 wget -q -O - http://${host} | grep -i nginx`;
  await attacker.output('docker swarm init --advertise-addr eth0');
  const join = (await attacker.output('docker swarm join-token worker')).match(/docker swarm join .*/)?.[0] ?? 'false';
  await neighbour.output(join);
  await attacker.output('docker network create --driver overlay --attachable field');
  for (const machine of [attacker, neighbour, peer]) await machine.output(macvlan);
  await neighbour.output('docker run --detach --rm --name web --network field nginx');
  await neighbour.output('docker run --detach --rm --name near --network lane --ip 192.168.77.9 nginx');
  const overlay = (await attacker.run(get('field', 'web'))).code === 0;
  const lane = (await attacker.run(get('lane', '192.168.77.9'))).code === 0;
  const stranger = (await peer.run(get('lane', '192.168.77.9'))).code === 0;
  await neighbour.run('docker rm --force web near');
  for (const machine of [neighbour, attacker]) await machine.run('docker swarm leave --force');
  for (const machine of [attacker, neighbour, peer]) await machine.run('docker network rm lane');
  const seen = `overlay ${overlay ? 'works' : 'fails'}, macvlan ${lane ? 'works' : 'fails'}, the peer ${stranger ? 'is on it' : 'is not on it'}`;
  return { ok: overlay && lane && !stranger, seen };
}

/** The neighbour, in the same session, is what the same scan must find. */
async function scan({ attacker, neighbour, peer }: Ground, stand: Stand): Promise<Outcome> {
  const all = async (address: string) => [
    ...(await attacker.probe(stand, 'ping', address)).map(() => 'ping'),
    ...(await attacker.probe(stand, 'tcp', `${address}:8080`)).map(() => 'tcp'),
    ...(await attacker.probe(stand, 'arp', address)).map(() => 'arp'),
  ];
  const listeners = await Promise.all([neighbour, peer].map((machine) => machine.listen(8080)));
  try {
    const [near, far] = [await neighbour.address(), await peer.address()];
    return await denied({ attempt: () => all(near), reaches: ['ping', 'tcp', 'arp'] }, () => all(far));
  } finally {
    await Promise.all(listeners.map(({ close }) => close()));
  }
}

async function rawFrames({ attacker, neighbour, peer }: Ground, stand: Stand): Promise<Outcome> {
  const magic = `marina-${crypto.randomUUID().slice(0, 8)}`;
  const capturing = [neighbour, peer].map((machine) => machine.startProbe('instance', 'capture', magic, '9'));
  const heard = capturing.map(finish);
  await Promise.all(capturing.map(({ stdout }) => stdout && once(stdout, 'data')));
  await attacker.probe(stand, 'frames', magic, await peer.mac(), await peer.address(), await neighbour.address());
  await attacker.probe(stand, 'frames', magic, await peer.mac(), await peer.gateway(), await neighbour.address());
  const [near = 0, far = -1] = (await Promise.all(heard)).map(({ output }) => Number(output.trim().split('\n').at(-1)));
  const { code } = await peer.run('curl --silent --max-time 5 http://100.127.0.1:5000/v2/');
  const seen = `peer captured ${far}, its registry ${code === 0 ? 'answers' : 'is lost'}; control: neighbour ${near}`;
  return { ok: far === 0 && code === 0 && near > 0, seen };
}

async function forge({ marina, attacker, peer }: Ground, stand: Stand): Promise<Outcome> {
  const before = await routesOf(marina);
  const [spoofed, foreign] = [await countOf(marina, 'inet', 'spoofed'), await countOf(marina, 'bridge', 'foreign')];
  // Control: a question with our own address is answered, and not counted as forged.
  const honest = await attacker.probe(stand, 'udp', '100.127.0.1:53');
  const quiet = (await countOf(marina, 'inet', 'spoofed')) - spoofed;
  await attacker.probe(stand, 'spoof', '100.127.0.1', await peer.address(), '203.0.113.9', '10.0.0.9');
  await attacker.probe(stand, 'tagged');
  await sleep(200);
  const forged = (await countOf(marina, 'inet', 'spoofed')) - spoofed - quiet;
  const strange = (await countOf(marina, 'bridge', 'foreign')) - foreign;
  const same = (await routesOf(marina)) === before;
  const seen = `${forged}/30 forged and ${strange} foreign frames dropped, routes ${same ? 'the same' : 'changed'}`;
  const ok = forged === 30 && strange > 0 && same && quiet === 0 && honest.length === 1;
  return { ok, seen: `${seen}; control: ${honest.length}/1 honest answered, ${quiet} dropped` };
}

/** Something listens everywhere, as seen from the worker itself: what is refused is refused by the firewall. */
async function workerServices({ marina, attacker, online, peer }: Ground, stand: Stand): Promise<Outcome> {
  const listener = await listenInWorker(marina, workerPorts, [4789, 7946, 161]);
  try {
    const own = [await attacker.gateway(), await peer.gateway(), ...serviceAddresses];
    const ports = [...workerPorts, Number(new URL(marina.baseUrl).port)];
    const places = [...own, machineAddress].flatMap((address) => ports.map((port) => `${address}:${port}`));
    const control = async () => {
      const open = await attacker.probe(stand, 'tcp', '100.127.0.1:5000');
      const ping = await attacker.probe(stand, 'ping', await attacker.gateway());
      const { ok } = await fetch(`http://127.0.0.1:${new URL(marina.baseUrl).port}/healthz`);
      const worker = await reachedFromWorker(marina, await attacker.gateway());
      return [...open, ...(ping.length > 0 ? ['ping'] : []), ...worker, ...(ok ? ['manager'] : [])];
    };
    const attempt = async () => {
      const mark = listener.heard().length;
      const found = await attacker.probe(stand, 'tcp', ...places);
      const onlineFound = await online.probe(stand, 'tcp', ...ports.map((port) => `${machineAddress}:${port}`));
      await attacker.probe(
        stand,
        'udp',
        ...own.flatMap((address) => [4789, 7946, 161].map((port) => `${address}:${port}`)),
      );
      return [...found, ...onlineFound, ...listener.heard().slice(mark)];
    };
    return await denied({ attempt: control, reaches: ['100.127.0.1:5000', 'ping', 'worker:2375', 'manager'] }, attempt);
  } finally {
    listener.close();
  }
}

async function reachedFromWorker(marina: Ground['marina'], address: string): Promise<string[]> {
  const script = `fetch('http://${address}:2375').catch((e) => process.exit(/ECONNREFUSED|EHOST/.test(e.cause?.code) ? 1 : 0))`;
  return inWorker(marina, process.execPath, '-e', script).then(
    () => ['worker:2375'],
    () => [],
  );
}

async function canaries({ attacker, peer, open, end }: Ground, stand: Stand): Promise<Outcome> {
  const canary = `canary-${crypto.randomUUID()}`;
  const hide = `mkdir -p /var/lib/docker/mine && touch /root/${canary} /var/lib/docker/mine/${canary}`;
  const find = `find / /var/lib/docker -xdev -name ${canary}`;
  const nested = `docker run --rm --privileged --pid=host -v /:/h busybox find /h /h/var/lib/docker -xdev -name ${canary}`;
  const look = async (machine: typeof peer) => {
    const { output } = await machine.run(`${stand === 'nested' ? nested : find} 2>/dev/null`);
    return [...new Set(output.split('\n'))].filter((line) => line.includes(canary));
  };
  const gone = await open('closed');
  for (const machine of [peer, gone]) await machine.output(hide);
  const own = [...(await look(peer)), ...(await look(gone))].length;
  const foreign = await look(attacker);
  await end(gone);
  // A session that has ended leaves nothing to the next one.
  const next = await open('closed');
  const left = await look(next);
  await end(next);
  const seen = `${listed(foreign)} of the peer, ${listed(left)} of the ended session; control: their owners find ${own}/4`;
  return { ok: foreign.length === 0 && left.length === 0 && own >= 4, seen };
}

async function exhaust({ marina, attacker, peer }: Ground, stand: Stand): Promise<Outcome> {
  const child = attacker.startProbe(stand, 'exhaust', '15');
  const ended = finish(child);
  await Promise.race([child.stdout && once(child.stdout, 'data'), ended]);
  const inotify = 'import ctypes; exit(ctypes.CDLL(None).inotify_init1(0) < 0)';
  const started = (await peer.run('docker run --rm hello-world')).code === 0;
  const watched = (await peer.run(`python3 -c '${inotify}'`)).code === 0;
  const root = await inWorker(marina, process.execPath, '-e', "require('fs').watch('/tmp').close()").then(
    () => true,
    () => false,
  );
  const { code, output } = await ended;
  const isFree = async () => (await attacker.run('true')).code === 0;
  await eventually('the attacker’s machine is itself again', isFree, 90_000);
  if (code !== 0) throw new Error(`the probe ended with ${code}: ${output.trim().slice(-200)}`);
  const taken = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Record<string, number>;
  const held = Object.entries(taken).map(([what, count]) => `${count} ${what}`);
  const lost = Object.entries({ 'its container': started, 'its inotify': watched, 'root’s inotify': root });
  const broken = lost.flatMap(([what, works]) => (works ? [] : [what]));
  const seen = `peer lost ${listed(broken)}; control: took ${held.join(', ')}`;
  return { ok: broken.length === 0 && (taken.processes ?? 0) > 100, seen };
}

async function names({ attacker, online, peer }: Ground, stand: Stand): Promise<Outcome> {
  const secret = [
    peer.instance,
    peer.session,
    `${peer.instance}.${peer.session}`,
    'intranet.test',
    'manager',
    'worker',
  ];
  const control = async () => [
    ...(await attacker.probe('instance', 'names', 'node2')),
    ...(await attacker.probe(stand, 'names', 'mirror.test')),
    ...(await online.probe(stand, 'names', 'public.test')),
  ];
  return denied({ attempt: control, reaches: ['node2', 'mirror.test', 'public.test'] }, async () => [
    ...(await attacker.probe(stand, 'names', ...secret, 'public.test')),
    ...(await online.probe(stand, 'names', ...secret)),
  ]);
}

/** AF_KEY, ALG, RDS, TIPC, VSOCK, KCM, XDP, RXRPC; netlink for XFRM, audit and the like. */
const odd = [
  '15:3:2',
  '38:5:0',
  '21:5:0',
  '30:1:0',
  '40:1:0',
  '41:5:0',
  '44:3:0',
  '33:2:2',
  '16:3:6',
  '16:3:9',
  '16:3:11',
];
const usual = ['1:1:0', '2:1:0', '2:2:0', '10:1:0', '17:3:0', '16:3:0', '16:3:12'];

async function oddSockets({ attacker }: Ground, stand: Stand): Promise<Outcome> {
  return denied({ attempt: () => attacker.probe(stand, 'sockets', ...usual), reaches: usual }, () =>
    attacker.probe(stand, 'sockets', ...odd),
  );
}
