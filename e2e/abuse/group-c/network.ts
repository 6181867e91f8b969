// Connections and bandwidth, and where miners would go.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../machine/settle.ts';
import { denied, type Outcome } from '../case.ts';
import { caps, type Ground } from '../ground.ts';
import { finish } from '../inside.ts';
import { inWorker } from '../worker-netns.ts';
import { internetAddress } from '../world.ts';
import { exhaust, take } from './processes.ts';

const countFile = '/proc/sys/net/netfilter/nf_conntrack_count';

/** UDP, as it is the quickest; who tracks connections doesn't care. The peer goes on to use its mirror. */
export async function connections({ marina, online, peer }: Ground): Promise<Outcome> {
  const most = Number(await readFile('/proc/sys/net/netfilter/nf_conntrack_max', 'utf8'));
  const counts = async () => [
    Number(await inWorker(marina, 'cat', countFile)),
    Number(await readFile(countFile, 'utf8')),
  ];
  const [before = 0] = await counts();
  const child = online.startProgram('instance', exhaust, 'connections', internetAddress, '20000');
  const ended = finish(child);
  let [highest, onMachine, peers] = [0, 0, 0];
  for (let round = 0; round < 12; round++) {
    // Once, as trying costs the machine something, too.
    if (round === 4) peers = (await peer.probe('instance', 'tcp', 'mirror.test:80')).length;
    const [worker = 0, machine = 0] = await counts();
    highest = Math.max(highest, worker - before);
    onMachine = Math.max(onMachine, machine);
    await sleep(500);
  }
  await ended;
  const connects = async () => (await online.probe('instance', 'tcp', `${internetAddress}:80`)).length === 1;
  await eventually('the session can connect again', connects, 90_000);
  const seen = `${highest} of ${caps.connections} tracked, ${onMachine} of ${most} by the machine; control: the peer ${peers ? 'connects' : 'is cut off'}`;
  const isCapped = highest <= caps.connections * 1.05 && highest > caps.connections / 4;
  return { ok: isCapped && onMachine < most / 2 && peers === 1, seen };
}

export async function bandwidth({ online }: Ground): Promise<Outcome> {
  const free = await fromMachine();
  const { down, up } = await take<{ down: number; up: number }>(
    online,
    'transfer',
    `http://${internetAddress}/zeros`,
    '6',
  );
  // A burst of a quarter of a second is let through, and what waits in buffers, if little, counts as sent.
  const limit = caps.mbit * 1.25;
  const ok = down <= limit && up <= limit && down > caps.mbit / 4 && up > caps.mbit / 4 && free > caps.mbit * 3;
  return { ok, seen: `${down} Mbit/s down, ${up} up, of ${caps.mbit}; control: ${free.toFixed(0)} for the machine` };
}

/** Enough to tell the machine's speed, too little for a neighbour to feel. */
const controlBytes = 8 * 2 ** 20;

async function fromMachine(): Promise<number> {
  const startedAt = performance.now();
  const { body } = await fetch(`http://${internetAddress}/zeros`);
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > controlBytes || performance.now() - startedAt > 1000) break;
  }
  return (bytes * 8) / 1e3 / (performance.now() - startedAt);
}

const poolPorts = [3333, 4444, 5555, 7777, 14444];

/** With the internet, a pool is as reachable as anything: there the limit is the processor's. */
export async function miner({ attacker, online }: Ground): Promise<Outcome> {
  const pools = poolPorts.map((port) => `${internetAddress}:${port}`);
  await take(attacker, 'burn', '3');
  return denied({ attempt: () => online.probe('instance', 'tcp', ...pools), reaches: pools }, () =>
    attacker.probe('instance', 'tcp', ...pools),
  );
}
