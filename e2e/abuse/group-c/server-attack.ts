// What attacks Marina's own server, as a program of its own: what it costs to attack must not slow who measures.
// server-attack.ts KIND URL COOKIE: says what came of it as one line of JSON.
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeClientFrame, terminalSubprotocol } from '@marina/protocol/terminal-frames';
import WebSocket from 'ws';

const [kind = '', url = '', cookie = ''] = process.argv.slice(2);

const attacks: Record<string, () => Promise<unknown>> = { flood, hugeFrame, slowHeaders, idleSockets, openings };
console.log(JSON.stringify(await attacks[kind]?.()));
process.exit(0);

/** Acknowledges what it never reads, so that neither window nor pacing protects anybody. */
async function flood(): Promise<boolean> {
  const socket = await open([terminalSubprotocol]);
  const hello = { type: 'hello', epoch: 0n, offset: 0n, client: 1n, cols: 80, rows: 24, visible: true } as const;
  socket.send(encodeClientFrame(hello));
  socket.send(encodeClientFrame({ type: 'input', data: Buffer.from('yes marina-marina-marina\n') }));
  socket.pause();
  for (let round = 1; round <= 12; round++) {
    socket.send(encodeClientFrame({ type: 'ack', offset: BigInt(round) * 2n ** 24n }));
    await sleep(1000);
  }
  socket.terminate();
  return true;
}

/** The code with which the socket is closed. */
async function hugeFrame(): Promise<number> {
  const socket = await open([terminalSubprotocol]);
  socket.on('error', () => undefined);
  socket.send(Buffer.alloc(64 * 2 ** 20));
  const [code] = (await once(socket, 'close', { signal: AbortSignal.timeout(20_000) })) as [number];
  return code;
}

/** How many of 150 requests that never end their headers are still open 20 s later; as many bodies are left open, too. */
async function slowHeaders(): Promise<{ tried: number; left: number }> {
  const { hostname, port } = new URL(url);
  const head = `POST /api/v1/sessions HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`;
  const body = `${head}Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{`;
  const start = (text: string) => {
    const socket = net.connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(text);
    return socket;
  };
  const heads = Array.from({ length: 150 }, () => start(head));
  for (const _ of heads) start(body);
  const left = () => heads.filter(({ closed }) => !closed).length;
  for (let second = 0; second < 20 && left() > 0; second++) await sleep(1000);
  return { tried: heads.length, left: left() };
}

/** How many of 1,000 sockets of one viewer stay, and how many are closed as too many. */
async function idleSockets(): Promise<{ open: number; refused: number }> {
  let refused = 0;
  const sockets: WebSocket[] = [];
  for (let number = 0; number < 1000; number++) {
    const socket = new WebSocket(url, { headers: { cookie }, perMessageDeflate: false });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      if (code === 4429) refused += 1;
    });
    sockets.push(socket);
    await sleep(5);
  }
  await sleep(1500);
  return { open: sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length, refused };
}

/** 100 sessions, of a new guest each, as somebody would who wants all there are: how often each status came. */
async function openings(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const opened: { id: string; cookie: string }[] = [];
  for (let number = 0; number < 100; number++) {
    const reply = await fetch(new URL('/api/v1/sessions', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lab: 'tiny' }),
    });
    counts[reply.status] = (counts[reply.status] ?? 0) + 1;
    const { id } = (await reply.json()) as { id: string };
    if (reply.status === 201) opened.push({ id, cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' });
  }
  const ask = ({ id, cookie }: (typeof opened)[number], method: string) =>
    fetch(new URL(`/api/v1/sessions/${id}`, url), { method, headers: { cookie } });
  for (const session of opened) await ask(session, 'DELETE');
  // To end them is part of what they cost.
  const deadline = Date.now() + 60_000;
  for (const session of opened)
    while (Date.now() < deadline && !(await hasEnded(await ask(session, 'GET')))) await sleep(250);
  return counts;
}

async function hasEnded(reply: Response): Promise<boolean> {
  return !reply.ok || ((await reply.json()) as { status: string }).status === 'ended';
}

async function open(protocols: string[]): Promise<WebSocket> {
  const socket = new WebSocket(url, protocols, { headers: { cookie }, perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}
