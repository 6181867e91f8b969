// The gateway: a process in the machine's own network namespace, which makes the connections that instances may have
// there. It gets listening sockets of the worker's namespace from the agent and ends with it; it has no capabilities.
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import type { Mirror } from './mirrors.ts';
import { mayConnect } from './mirrors.ts';

export type GatewayRequest =
  | { type: 'relay'; target: Mirror['target'] }
  /** A DNS query as it came, in base64; for the machine's resolvers. */
  | { type: 'ask'; id: number; query: string };
export type GatewayReply = { type: 'answer'; id: number; answer: string | null };

const connectTimeoutMs = 10_000;
const answerTimeoutMs = 4_000;
const mostConnectionsPerMirror = 4096;

if (process.send) serve();

function serve(): void {
  process.on('message', (message: GatewayRequest, handle: unknown) => {
    if (message.type === 'relay' && handle instanceof net.Server) relay(handle, message.target);
    if (message.type === 'ask') {
      void ask(Buffer.from(message.query, 'base64')).then((answer) => {
        const reply: GatewayReply = { type: 'answer', id: message.id, answer: answer?.toString('base64') ?? null };
        process.send?.(reply);
      });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

function relay(server: net.Server, target: Mirror['target']): void {
  server.maxConnections = mostConnectionsPerMirror;
  server.on('connection', (inside) => connect(inside, target));
}

/** Bytes both ways; each side's end is passed on, and an error of one ends the other. */
function connect(inside: net.Socket, target: Mirror['target']): void {
  inside.allowHalfOpen = true;
  const outside = net.connect({ ...target, lookup: checkedLookup, allowHalfOpen: true, timeout: connectTimeoutMs });
  outside.once('connect', () => outside.setTimeout(0));
  outside.once('timeout', () => outside.destroy());
  for (const [from, to] of [
    [inside, outside],
    [outside, inside],
  ] as const) {
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroySoon());
    from.pipe(to);
  }
}

const checkedLookup: net.LookupFunction = (host, options, callback) => {
  dns.lookup(host, options, (error, found, family) => {
    const addresses = typeof found === 'string' ? [{ address: found, family: family ?? 4 }] : (found ?? []);
    const allowed = addresses.filter(({ address }) => mayConnect(host, address));
    const [first] = allowed;
    if (error || !first) callback(error ?? new Error(`${host} leads to an address that is refused`), '', 0);
    else if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};

/** The first answer of the machine's resolvers, which are read anew: a machine may move between networks. */
async function ask(query: Buffer): Promise<Buffer | undefined> {
  for (const server of new dns.Resolver().getServers()) {
    const answer = await askOne(query, server);
    if (answer) return answer;
  }
  return undefined;
}

function askOne(query: Buffer, server: string): Promise<Buffer | undefined> {
  const match = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(net.isIPv6(server) ? `[${server}]` : server);
  const host = match?.[1] ?? server;
  const socket = dgram.createSocket(net.isIPv6(host) ? 'udp6' : 'udp4');
  return new Promise<Buffer | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), answerTimeoutMs);
    socket.on('error', () => resolve(undefined));
    socket.on('message', (answer) => resolve(answer));
    socket.once('close', () => clearTimeout(timer));
    // Connected, so that only this server's answers are taken.
    socket.connect(Number(match?.[2] ?? 53), host, () => socket.send(query));
  }).finally(() => socket.close());
}
