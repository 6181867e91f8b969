// The worker's network namespace, looked at and used from outside: its counters, its routes, and listeners in it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { MarinaPlace } from '../marina-under-test.ts';
import { endsWithUs } from './ends-with-us.ts';

const run = promisify(execFile);

export async function inWorker({ name }: MarinaPlace, ...command: string[]): Promise<string> {
  const { stdout } = await run('nsenter', [`--net=/run/netns/marina-${name}`, '--', ...command]);
  return stdout.trim();
}

/** Packets that a named counter of the worker's firewall has seen. */
export async function countOf(marina: MarinaPlace, family: 'inet' | 'bridge', counter: string): Promise<number> {
  const text = await inWorker(marina, 'nft', 'list', 'counter', family, 'marina', counter);
  return Number(/packets (\d+)/.exec(text)?.[1] ?? Number.NaN);
}

/** Routes of both families, without what ages. */
export async function routesOf(marina: MarinaPlace): Promise<string> {
  const tables = await Promise.all(['-4', '-6'].map((family) => inWorker(marina, 'ip', family, 'route', 'show')));
  return tables.join('\n').replaceAll(/ expires \d+sec/g, '');
}

const listen = `
const net = require('node:net'), dgram = require('node:dgram');
const [tcp, udp] = process.argv.slice(1).map((list) => list.split(',').map(Number));
Promise.all([
  ...tcp.map((port) => new Promise((done) => net.createServer((s) => { console.log('tcp', port); s.end('worker'); })
    .on('error', done).listen(port, '0.0.0.0', done))),
  ...udp.map((port) => new Promise((done) => dgram.createSocket('udp4')
    .on('error', done).on('message', () => console.log('udp', port)).bind(port, '0.0.0.0', done))),
]).then(() => console.log('ready'));`;

/** Something that listens at all of the worker's addresses, so that a refusal is the firewall's. */
export async function listenInWorker(
  { name }: MarinaPlace,
  tcp: readonly number[],
  udp: readonly number[],
): Promise<{ heard(): string[]; close(): void }> {
  const lists = [tcp.join(','), udp.join(',')];
  const [program, ...options] = endsWithUs;
  const command = [
    ...options,
    'nsenter',
    `--net=/run/netns/marina-${name}`,
    '--',
    process.execPath,
    '-e',
    listen,
    ...lists,
  ];
  const child: ChildProcess = spawn(program, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  while (!text.includes('ready')) if (child.stdout) await once(child.stdout, 'data');
  return {
    heard: () => text.split('\n').filter((line) => line && line !== 'ready'),
    close: () => void child.kill(),
  };
}
