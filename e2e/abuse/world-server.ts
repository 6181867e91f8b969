// The server of the test's world: says on its output what it is asked, at which address. HTTP on every TCP port, with
// a package mirror for apt and one for pip, and bytes without end; DNS on UDP port 53.
import { createHash } from 'node:crypto';
import dgram from 'node:dgram';
import http from 'node:http';
import { Readable } from 'node:stream';
import { networkMirror, wheel } from './mirror-content.ts';
import {
  closedAddresses,
  gitAddress,
  gitHost,
  internetAddress,
  mirrorAddresses,
  publicResolvers,
  rebindingHost,
  resolverAddress,
  worldPorts,
} from './world.ts';

const names: Record<string, string> = {
  'mirror.test': mirrorAddresses.named,
  'public.test': internetAddress,
  [gitHost]: gitAddress,
  [rebindingHost]: closedAddresses[0],
  'intranet.test': closedAddresses[0],
};

for (const port of worldPorts) {
  const server = http.createServer((request, reply) => {
    if (request.url === '/zeros') return void endless().pipe(reply);
    // What is sent to /sink goes nowhere.
    request.resume();
    if (request.url === '/sink') return;
    const content = contentOf(request.url ?? '/');
    if (content === undefined) reply.writeHead(404).end();
    // pip takes nothing else for an index.
    else reply.setHeader('content-type', 'text/html').end(content);
  });
  // A port scan sends nothing: the connection itself is the hit.
  server.on('connection', ({ localAddress }) => console.log(`tcp ${localAddress}:${port}`));
  server.listen(port, '0.0.0.0');
}
const dns = [resolverAddress, ...publicResolvers].map((address) => serveNames(address));
await Promise.all(dns);
console.log('ready');

/** As many bytes as anybody takes. */
function endless(): Readable {
  const zeros = Buffer.alloc(64 * 1024);
  return new Readable({
    read() {
      this.push(zeros);
    },
  });
}

function contentOf(url: string): string | Buffer | undefined {
  if (url === '/') return 'world';
  if (url.startsWith('/simple/')) return `<a href="/${wheel.name}#sha256=${sha256(wheel.content)}">${wheel.name}</a>`;
  if (url === `/${wheel.name}`) return wheel.content;
  return networkMirror.get(url);
}

function serveNames(address: string): Promise<void> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, { address: from, port }) => {
    console.log(`udp ${address}:53`);
    socket.send(answer(query), port, from);
  });
  return new Promise((resolve) => socket.bind(53, address, () => resolve()));
}

/** A name of the table; NXDOMAIN for others, and nothing for types other than A. */
function answer(query: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const address = names[labels.join('.').toLowerCase()];
  const isA = query.readUInt16BE(at + 1) === 1;
  const reply = Buffer.from(query.subarray(0, at + 5));
  reply.writeUInt16BE(address ? 0x8180 : 0x8183, 2);
  reply.fill(0, 6, 12);
  if (!address || !isA) return reply;
  reply.writeUInt16BE(1, 6);
  const record = Buffer.from('c00c000100010000003c0004', 'hex');
  return Buffer.concat([reply, record, Buffer.from(address.split('.').map(Number))]);
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
