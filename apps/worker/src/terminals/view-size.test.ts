// Whose window a terminal is fitted to, and that every browser knows of it.
import { PassThrough } from 'node:stream';
import { type ClientFrame, decodeServerFrame, encodeClientFrame } from '@marina/protocol/terminal-frames';
import { afterAll, expect, it, vi } from 'vitest';
import { PlainShell } from '../shells/plain-shell.ts';
import { Mirrors } from './mirror/mirrors.ts';
import { WorkerPace } from './output-pace.ts';
import { Terminal } from './terminal.ts';

type Size = { cols: number; rows: number };

const mirrors = new Mirrors();
afterAll(() => mirrors.close());

function open() {
  const asked: Size[] = [];
  const pty = {
    stream: new PassThrough(),
    exited: Promise.withResolvers<number>().promise,
    resize: async (size: Size) => void asked.push(size),
    close: async () => undefined,
  };
  const terminal = new Terminal({
    id: 'trm_1',
    instanceId: 'ins_1',
    shell: new PlainShell(pty, { cols: 80, rows: 24 }),
    onCheckpoint: async () => undefined,
    workerPace: new WorkerPace(),
    mirrors,
  });
  let clients = 0n;
  const join = (room: Size) => {
    const view = { size: { cols: 0, rows: 0 }, isLive: false };
    const send = (...parts: Uint8Array[]) => {
      const frame = decodeServerFrame(Buffer.concat(parts));
      if (frame?.type === 'snapshot') view.isLive = true;
      if (frame?.type === 'snapshot' || frame?.type === 'size') view.size = { cols: frame.cols, rows: frame.rows };
      return true;
    };
    const browser = terminal.attach({ send, end: () => undefined }, { viewer: 'vwr_1', name: '', readOnly: false });
    const say = (frame: ClientFrame) => void browser.receive(encodeClientFrame(frame));
    say({ type: 'hello', epoch: 0n, offset: 0n, client: ++clients, visible: true, ...room });
    return { view, say, leave: () => browser.detach() };
  };
  return { join, asked };
}

const desk = { cols: 156, rows: 34 };
const phone = { cols: 40, rows: 30 };

it('the first view’s size is everybody’s, whatever size its screen was taken at', async () => {
  const { join, asked } = open();
  const { view } = join(desk);
  await vi.waitFor(() => expect(view.isLive).toBe(true));
  await vi.waitFor(() => expect(view.size).toEqual(desk));
  expect(asked).toEqual([desk]);
});

it('who joins takes the size as it is, and gets it by typing', async () => {
  const { join, asked } = open();
  const first = join(desk);
  const second = join(phone);
  await vi.waitFor(() => expect(second.view.size).toEqual(desk));
  second.say({ type: 'input', data: new Uint8Array([0x61]) });
  await vi.waitFor(() => expect([first.view.size, second.view.size]).toEqual([phone, phone]));
  expect(asked).toEqual([desk, phone]);
});

it('a reload in another window decides at once, though another view is there', async () => {
  const { join } = open();
  const first = join(desk);
  const other = join({ cols: 100, rows: 30 });
  first.leave();
  const again = join(phone);
  await vi.waitFor(() => expect([again.view.size, other.view.size]).toEqual([phone, phone]));
});
