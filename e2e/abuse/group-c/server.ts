// Marina's own server: terminals that nobody reads, huge frames, requests and sockets without end, sessions without end.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeClientFrame, terminalSubprotocol } from '@marina/protocol/terminal-frames';
import WebSocket from 'ws';
import { findPid, type MarinaPlace } from '../../marina-under-test.ts';
import { type Outcome, together } from '../case.ts';
import { caps, type Ground } from '../ground.ts';

const floods = 4;
const grownMibAllowed = 48;

/** Acknowledges what it never reads, so that neither window nor pacing protects anybody. */
export async function endlessOutput({ marina, students, attacker }: Ground): Promise<Outcome> {
  const before = await residentMib(marina);
  const terminals = await Promise.all(
    Array.from({ length: floods }, () => students.mallory.openTerminal(attacker.session, attacker.instance)),
  );
  const sockets = await Promise.all(
    terminals.map(async (terminal) => {
      const { url, headers } = students.mallory.addressOf(attacker.session, terminal);
      const socket = new WebSocket(url, [terminalSubprotocol], { headers, perMessageDeflate: false });
      await once(socket, 'open');
      const hello = { type: 'hello', epoch: 0n, offset: 0n, client: 1n, cols: 80, rows: 24, visible: true } as const;
      socket.send(encodeClientFrame(hello));
      socket.send(encodeClientFrame({ type: 'input', data: Buffer.from('yes marina-marina-marina\n') }));
      socket.pause();
      return socket;
    }),
  );
  let most = 0;
  for (let round = 1; round <= 10; round++) {
    for (const socket of sockets) socket.send(encodeClientFrame({ type: 'ack', offset: BigInt(round) * 2n ** 24n }));
    await sleep(1000);
    most = Math.max(most, (await residentMib(marina)) - before);
  }
  for (const socket of sockets) socket.terminate();
  await Promise.all(terminals.map((terminal) => students.mallory.closeTerminal(attacker.session, terminal)));
  return { ok: most < grownMibAllowed, seen: `${most.toFixed(0)} MiB more in manager and agent with ${floods} floods` };
}

async function residentMib(marina: MarinaPlace): Promise<number> {
  const pids = (['manager', 'agent'] as const).map((victim) => findPid(marina, victim));
  const texts = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8')));
  return texts.reduce((sum, text) => sum + Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1] ?? 0), 0) / 1024;
}

export async function hugeFrame({ marina, students, attacker }: Ground): Promise<Outcome> {
  const before = await residentMib(marina);
  const terminal = await students.mallory.openTerminal(attacker.session, attacker.instance);
  const { url, headers } = students.mallory.addressOf(attacker.session, terminal);
  const events = url.replace(/terminals\/.*/, 'events');
  const codes = await Promise.all([url, events].map((address) => closeCodeOf(address, headers)));
  await students.mallory.closeTerminal(attacker.session, terminal);
  const grown = (await residentMib(marina)) - before;
  const seen = `closed with ${codes.join(' and ')}; ${grown.toFixed(0)} MiB more`;
  return { ok: codes.every((code) => code === 1009) && grown < grownMibAllowed, seen };
}

async function closeCodeOf(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, [terminalSubprotocol], { headers, perMessageDeflate: false });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  socket.send(Buffer.alloc(64 * 2 ** 20));
  const [code] = (await once(socket, 'close', { signal: AbortSignal.timeout(20_000) })) as [number];
  return code;
}

const slow = 300;
const closedWithinMs = 20_000;

/** Half of them never end their headers; half never send the body that they promise, for which Node waits 5 minutes. */
export async function slowRequests({ marina }: Ground): Promise<Outcome> {
  const { hostname, port } = new URL(marina.baseUrl);
  const head = `POST /api/v1/sessions HTTP/1.1\r\nHost: ${hostname}:${port}\r\n`;
  const body = `${head}Content-Type: application/json\r\nContent-Length: 20\r\n\r\n{`;
  const open = (text: string) => {
    const socket = net.connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(text);
    return socket;
  };
  const heads = Array.from({ length: slow / 2 }, () => open(head));
  const bodies = Array.from({ length: slow / 2 }, () => open(body));
  const deadline = Date.now() + closedWithinMs;
  let slowestMs = 0;
  const left = () => heads.filter(({ closed }) => !closed).length;
  while (left() > 0 && Date.now() < deadline) {
    const askedAt = performance.now();
    const reply = await fetch(new URL('/healthz', marina.baseUrl), { signal: AbortSignal.timeout(5000) });
    await reply.arrayBuffer();
    slowestMs = Math.max(slowestMs, performance.now() - askedAt);
    await sleep(250);
  }
  const seen = `${heads.length - left()}/${heads.length} unended headers closed in ${closedWithinMs / 1000} s`;
  const ok = left() === 0 && slowestMs < 1000;
  for (const socket of [...heads, ...bodies]) socket.destroy();
  return { ok, seen: `${seen}; others answered in ${slowestMs.toFixed(0)} ms at most` };
}

const idle = 1000;
/** Of one viewer, all of their tabs together. */
const socketsAllowed = 300;

export async function idleSockets({ students, attacker }: Ground): Promise<Outcome> {
  const { url, headers } = students.mallory.addressOf(attacker.session, '');
  const address = url.replace(/terminals\/.*/, 'events');
  const codes: number[] = [];
  const sockets: WebSocket[] = [];
  for (let number = 0; number < idle; number++) {
    const socket = new WebSocket(address, { headers, perMessageDeflate: false });
    socket.on('error', () => undefined);
    socket.on('close', (code) => codes.push(code));
    sockets.push(socket);
    if (number % 20 === 0) await sleep(20);
  }
  await sleep(1500);
  const refused = codes.filter((code) => code === 4429).length;
  const open = sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
  for (const socket of sockets) socket.terminate();
  return {
    ok: open <= socketsAllowed && open > socketsAllowed / 2 && refused === idle - open,
    seen: `${open} of ${idle} stay, ${refused} refused with 4429`,
  };
}

const openings = 100;

/** Of a new guest each, as somebody would who wants all the machine's sessions. */
export async function manySessions({ marina, students }: Ground): Promise<Outcome> {
  const counts: Record<number, number> = {};
  const opened: { id: string; cookie: string }[] = [];
  for (let number = 0; number < openings; number++) {
    const reply = await fetch(new URL('/api/v1/sessions', marina.baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ lab: 'tiny' }),
    });
    counts[reply.status] = (counts[reply.status] ?? 0) + 1;
    const content = (await reply.json()) as { id: string };
    if (reply.status === 201)
      opened.push({ id: content.id, cookie: reply.headers.get('set-cookie')?.split(';')[0] ?? '' });
  }
  await Promise.all(opened.map(({ id, cookie }) => endAs(marina, id, cookie)));
  const stillServed = (await students.alice.list()).length > 0;
  const seen = Object.entries(counts).map(([status, count]) => `${count} got ${status}`);
  return together({
    sessions: { ok: (counts[429] ?? 0) >= openings - caps.openings && opened.length > 0, seen: seen.join(', ') },
    control: { ok: stillServed, seen: stillServed ? 'others are served' : 'others are refused' },
  });
}

async function endAs(marina: MarinaPlace, id: string, cookie: string): Promise<void> {
  await fetch(new URL(`/api/v1/sessions/${id}`, marina.baseUrl), { method: 'DELETE', headers: { cookie } });
}
