// Keeps the gateway running: hands it the sockets on which it takes connections to mirrors, and asks it for names.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { log, messageOf } from '../log.ts';
import type { AsOthers } from '../processors/as-others.ts';
import type { GatewayReply, GatewayRequest } from './gateway.ts';
import type { Mirror } from './mirrors.ts';

export type Gateway = {
  /** What the machine's resolvers answer; undefined where they don't. */
  ask(query: Buffer): Promise<Buffer | undefined>;
  close(): Promise<void>;
};

const restartMs = 500;
const answerTimeoutMs = 10_000;
const mostQuestions = 512;

type Settings = {
  /** A file that stands for the machine's network namespace. */
  machineNetns: string;
  mirrors: readonly Mirror[];
  asOthers: AsOthers;
};

export async function keepGateway(settings: Settings): Promise<Gateway> {
  const stopping = new AbortController();
  const questions = new Map<number, (answer: Buffer | undefined) => void>();
  let child = await start(settings, questions);
  let nextId = 0;
  const watching = (async () => {
    for (;;) {
      if (!hasEnded(child)) await once(child, 'exit');
      if (stopping.signal.aborted) return;
      log('daemon died', { daemon: 'gateway' });
      await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      child = await start(settings, questions).catch((error: unknown) => {
        log('daemon does not start', { daemon: 'gateway', error: messageOf(error) });
        return child;
      });
    }
  })();
  return {
    ask: (query) => {
      const id = nextId++;
      if (questions.size >= mostQuestions) return Promise.resolve(undefined);
      return new Promise<Buffer | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), answerTimeoutMs);
        questions.set(id, (answer) => {
          clearTimeout(timer);
          resolve(answer);
        });
        tell(child, { type: 'ask', id, query: query.toString('base64') });
      }).finally(() => questions.delete(id));
    },
    close: async () => {
      stopping.abort();
      child.kill();
      await watching;
    },
  };
}

async function start(
  { machineNetns, mirrors, asOthers }: Settings,
  questions: Map<number, (answer: Buffer | undefined) => void>,
): Promise<ChildProcess> {
  const { program, args } = asOthers(['nsenter', ...gatewayCommand(machineNetns)]);
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { NODE_ENV: 'production' },
  });
  child.on('error', (error) => log('the gateway', { error: messageOf(error) }));
  child.on('message', ({ id, answer }: GatewayReply) => {
    questions.get(id)?.(answer === null ? undefined : Buffer.from(answer, 'base64'));
  });
  try {
    for (const mirror of mirrors) await handOver(child, mirror);
  } catch (error) {
    child.kill();
    throw error;
  }
  return child;
}

/** It talks to strangers: no capability, no new privileges, and no file but its own program and the system's. */
function gatewayCommand(machineNetns: string): string[] {
  const directory = import.meta.dirname;
  return [
    `--net=${machineNetns}`,
    '--',
    'setpriv',
    ...['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--pdeathsig', 'KILL', '--'],
    process.execPath,
    ...['--permission', `--allow-fs-read=${directory}/`],
    path.join(directory, 'gateway.ts'),
  ];
}

async function handOver(child: ChildProcess, { address, port, target }: Mirror): Promise<void> {
  const server = net.createServer().listen({ host: address, port, exclusive: true });
  await once(server, 'listening');
  const message: GatewayRequest = { type: 'relay', target };
  await new Promise<void>((resolve, reject) => {
    child.send(message, server, (error) => (error ? reject(error) : resolve()));
  });
  server.close();
}

function tell(child: ChildProcess, message: GatewayRequest): void {
  if (child.connected) child.send(message, () => undefined);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
