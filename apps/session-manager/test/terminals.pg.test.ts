import { on, once } from 'node:events';
import { terminalSchema } from '@marina/protocol/session';
import { decodeServerFrame, encodeClientFrame } from '@marina/protocol/terminal-frames';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Browser, startTestManager } from './test-manager.ts';

it('a terminal’s frames pass both ways, what is typed before it is attached included', async () => {
  await using manager = await startTestManager();
  const browser = manager.browser();
  const { id, instances } = await browser.openActiveSession();
  const path = `/api/v1/sessions/${id}/terminals/${instances[0]?.terminals[0]}`;
  const socket = new WebSocket(`ws://127.0.0.1:${manager.port}${path}`, ['marina.terminal.v1'], {
    headers: { cookie: browser.cookie },
  });
  await once(socket, 'open');
  expect(socket.protocol).toBe('marina.terminal.v1');
  socket.send(encodeClientFrame({ type: 'input', data: Buffer.from('ahoy') }));
  const [data] = await once(socket, 'message');
  expect(decodeServerFrame(data)).toEqual({ type: 'output', data: Buffer.from('AHOY') });
  socket.close();
});

it('a malformed frame closes the socket with its code, and the terminal lives on', async () => {
  await using manager = await startTestManager();
  const browser = manager.browser();
  const { id, instances } = await browser.openActiveSession();
  const path = `/api/v1/sessions/${id}/terminals/${instances[0]?.terminals[0]}`;
  for (const message of ['text', Buffer.from([0xff])]) {
    const socket = new WebSocket(`ws://127.0.0.1:${manager.port}${path}`, { headers: { cookie: browser.cookie } });
    await once(socket, 'open');
    socket.send(message);
    const [code] = await once(socket, 'close');
    expect(code).toBe(4400);
  }
  expect((await browser.session(id)).instances[0]?.terminals).toHaveLength(1);
});

it('a terminal can be opened beside the first, and closed', async () => {
  await using manager = await startTestManager();
  const browser = manager.browser();
  const { id, second } = await openTwo(browser);
  await browser.sessionWhen(id, (session) => session.instances[0]?.terminals.length === 2);
  expect((await browser.request('DELETE', `/api/v1/sessions/${id}/terminals/${second}`)).status).toBe(204);
  await browser.sessionWhen(id, (session) => session.instances[0]?.terminals.length === 1);
});

it('output is its own terminal’s alone, also where one browser reads late', async () => {
  await using manager = await startTestManager();
  const browser = manager.browser();
  const { id, first, second } = await openTwo(browser);
  const sockets = [first, second].map((terminal) => {
    const url = `ws://127.0.0.1:${manager.port}/api/v1/sessions/${id}/terminals/${terminal}`;
    return new WebSocket(url, { headers: { cookie: browser.cookie } });
  });
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  const [prompt, late] = sockets;
  const read = sockets.map((socket) => outputOf(socket, frames * frameBytes));
  late?.pause();
  // Longer than what memory is kept for, so that all of it is used again.
  for (let sent = 0; sent < frames; sent++) {
    late?.send(encodeClientFrame({ type: 'input', data: Buffer.alloc(frameBytes, 'b') }));
    prompt?.send(encodeClientFrame({ type: 'input', data: Buffer.alloc(frameBytes, 'a') }));
  }
  expect((await read[0])?.replaceAll('A', '')).toBe('');
  late?.resume();
  expect((await read[1])?.replaceAll('B', '')).toBe('');
  for (const socket of sockets) socket.close();
});

const frames = 100;
const frameBytes = 60_000;

/** A session with a second terminal in its first instance. */
async function openTwo(browser: Browser): Promise<{ id: string; first: string; second: string }> {
  const { id, instances } = await browser.openActiveSession();
  const path = `/api/v1/sessions/${id}/instances/${instances[0]?.id}/terminals`;
  const opened = terminalSchema.parse(await (await browser.request('POST', path, {})).json());
  return { id, first: instances[0]?.terminals[0] ?? '', second: opened.id };
}

/** So many bytes of a terminal's output. */
async function outputOf(socket: WebSocket, bytes: number): Promise<string> {
  const seen: Buffer[] = [];
  let left = bytes;
  for await (const [data] of on(socket, 'message')) {
    const frame = decodeServerFrame(data);
    if (frame?.type !== 'output') continue;
    seen.push(Buffer.from(frame.data));
    left -= frame.data.length;
    if (left <= 0) break;
  }
  return Buffer.concat(seen).toString();
}
