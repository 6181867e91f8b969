// What there is outside the machine: addresses of every kind that instances must not reach, mirrors, and a bit of the
// internet. A server answers at all of them and tells what it was asked.
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { endsWithUs } from './ends-with-us.ts';

export const machineAddress = '192.0.2.10';
export const resolverAddress = '203.0.113.53';
/** A server on the internet, as far as the machine can tell. */
export const internetAddress = '203.0.113.80';
/** Instances call the first by its name, `mirror.test`, and the second by its address: both are private. */
export const mirrorAddresses = { named: '10.77.0.11', literal: '10.77.0.10' } as const;

/** A Git host of the internet, which the suite puts on the machine itself; and a name that leads inside. */
export const gitHost = 'git.test';
export const gitAddress = '11.0.0.80';
export const rebindingHost = 'rebinding.test';

export const metadataAddresses = ['169.254.169.254', '100.100.100.200'] as const;

/** One address of every network that is always closed, as far as packets can carry it to another machine. */
export const closedAddresses = [
  '10.0.0.80',
  '100.96.0.80',
  ...metadataAddresses,
  '172.16.0.80',
  '172.31.255.80',
  '192.0.0.80',
  '192.168.0.80',
  '198.18.0.80',
  '198.19.255.80',
] as const;

export const publicResolvers = ['1.1.1.1', '8.8.8.8', '9.9.9.9'] as const;

export const worldAddresses = [
  resolverAddress,
  internetAddress,
  ...Object.values(mirrorAddresses),
  ...closedAddresses,
  ...publicResolvers,
];

/** TCP ports that answer, those of miners' pools among them, at each of the addresses. */
export const worldPorts = [22, 25, 53, 80, 443, 465, 587, 853, 3333, 4444, 5555, 7777, 8080, 14444] as const;

export type World = {
  /** `tcp ADDRESS:PORT` and `udp ADDRESS:PORT` that were asked since `since`, once each. */
  hitsSince(since: number): Promise<string[]>;
  mark(): number;
  close(): void;
};

export async function startWorld(netns: string): Promise<World> {
  const server = path.join(import.meta.dirname, 'world-server.ts');
  const [program, ...options] = endsWithUs;
  const child = spawn(program, [...options, 'nsenter', `--net=/run/netns/${netns}`, '--', process.execPath, server], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const hits: string[] = [];
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => (line === 'ready' ? resolve() : hits.push(line)));
    child.once('exit', (code) => reject(new Error(`the world ended with ${code}`)));
  });
  return {
    // What is on the way is given time to arrive.
    hitsSince: (since) => sleep(200).then(() => [...new Set(hits.slice(since))]),
    mark: () => hits.length,
    close: () => void (child satisfies ChildProcess).kill(),
  };
}
