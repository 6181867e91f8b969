// A shell in the same instance over nothing but Docker's hijacked exec stream.
import http from 'node:http';
import type { Duplex } from 'node:stream';
import { outerSocket } from '../../machine/outer-docker.ts';
import type { MarinaPlace } from '../../marina-under-test.ts';
import { type Channel, type Contender, pausing, type ShellEvents } from './channel.ts';

const environment = ['TERM=xterm-256color', 'COLORTERM=truecolor', 'LANG=C.UTF-8'];
/** As Marina's agent starts a shell. */
const command = ['/bin/sh', '-c', 'stty cols 80 rows 24; cd; exec /bin/bash -l'];

export function dockerExecContender(place: MarinaPlace, container: string): Contender {
  const socketPath = outerSocket(place);
  return {
    name: 'docker exec',
    open: (events) => open(socketPath, container, events),
    close: async () => undefined,
  };
}

async function open(socketPath: string, container: string, { receive, ended }: ShellEvents): Promise<Channel> {
  const attached = { AttachStdin: true, AttachStdout: true, AttachStderr: true };
  const made = { Cmd: command, Env: environment, Tty: true, ...attached };
  const stream = await hijack(socketPath, await create(socketPath, container, made));
  const take = pausing(stream);
  stream.on('error', ({ message }) => ended(message));
  stream.on('close', () => ended('closed'));
  stream.on('data', (data: Buffer) => take(data, receive));
  return {
    type: (text) => stream.write(text),
    close: () => stream.destroy(),
  };
}

async function create(socketPath: string, container: string, exec: object): Promise<string> {
  const reply = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const request = post(socketPath, `/containers/${container}/exec`);
    request.once('response', resolve).once('error', reject).end(JSON.stringify(exec));
  });
  const body = Buffer.concat(await reply.toArray()).toString();
  if (reply.statusCode !== 201) throw new Error(`Docker makes no exec: ${reply.statusCode} ${body}`);
  return (JSON.parse(body) as { Id: string }).Id;
}

function hijack(socketPath: string, exec: string): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const request = post(socketPath, `/exec/${exec}/start`, { connection: 'Upgrade', upgrade: 'tcp' });
    request.once('upgrade', (_reply, stream, head) => {
      stream.unshift(head);
      resolve(stream);
    });
    request.once('response', ({ statusCode }) => reject(new Error(`Docker starts no exec: ${statusCode}`)));
    request.once('error', reject).end(JSON.stringify({ Detach: false, Tty: true }));
  });
}

function post(socketPath: string, path: string, headers: Record<string, string> = {}): http.ClientRequest {
  return http.request({
    socketPath,
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
}
