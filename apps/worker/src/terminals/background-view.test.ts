// Several browsers on one terminal, of which some do not read: a view in a background tab, or one that is stuck.
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientFrame, decodeServerFrame, encodeClientFrame } from '@marina/protocol/terminal-frames';
import { afterAll, expect, it, vi } from 'vitest';
import { PlainShell } from '../shells/plain-shell.ts';
import { Mirrors } from './mirror/mirrors.ts';
import { WorkerPace } from './output-pace.ts';
import { Terminal } from './terminal.ts';

const mirrors = new Mirrors();
afterAll(() => mirrors.close());

const size = { cols: 80, rows: 24 };
/** Many times what may be sent to one browser ahead of what it has parsed. */
const chunk = Buffer.from('a line of the flood\r\n'.repeat(1000));
const floodChunks = 200;
const floodBytes = floodChunks * chunk.length;

function open() {
  const output = new PassThrough();
  const nothing = Promise.withResolvers<number>();
  const pty = { stream: output, exited: nothing.promise, resize: async () => undefined, close: async () => undefined };
  const produced = { chunks: 0 };
  function* chunks() {
    for (; produced.chunks < floodChunks; produced.chunks++) yield chunk;
  }
  /** As a program that writes whenever it may. */
  const flood = () => void Readable.from(chunks()).pipe(output);
  const shell = new PlainShell(pty, size);
  const onCheckpoint = async () => undefined;
  const workerPace = new WorkerPace();
  return {
    terminal: new Terminal({ id: 'trm_1', instanceId: 'ins_1', shell, onCheckpoint, workerPace, mirrors }),
    flood,
    produced,
  };
}

/** A browser that acknowledges what it gets only while it reads. */
function attach(terminal: Terminal, visible: boolean, client: bigint) {
  const seen = { bytes: 0, offset: 0n, snapshots: 0 };
  let reads = visible;
  const say = (frame: ClientFrame) => void browser.receive(encodeClientFrame(frame));
  const read = () => reads && say({ type: 'ack', offset: seen.offset });
  const send = (...parts: Uint8Array[]) => {
    const frame = decodeServerFrame(Buffer.concat(parts));
    if (frame?.type === 'snapshot') {
      seen.snapshots += 1;
      seen.offset = frame.offset;
    } else if (frame?.type === 'output') {
      seen.bytes += frame.data.length;
      seen.offset += BigInt(frame.data.length);
    } else return true;
    queueMicrotask(read);
    return true;
  };
  const browser = terminal.attach({ send, end: () => undefined }, { viewer: 'vwr_1', name: '', readOnly: false });
  say({ type: 'hello', epoch: 0n, offset: 0n, client, visible, ...size });
  const hold = () => {
    reads = false;
  };
  const show = () => {
    reads = true;
    say({ type: 'visible', visible: true });
    read();
  };
  return { seen, show, hold };
}

it('a view in a background tab that does not read holds nobody up, and has the screen when it is shown', async () => {
  const { terminal, flood } = open();
  const front = attach(terminal, true, 1n);
  const back = attach(terminal, false, 2n);
  await vi.waitFor(() => expect([front.seen.snapshots, back.seen.snapshots]).toEqual([1, 1]));
  flood();
  await vi.waitFor(() => expect(front.seen.bytes).toBe(floodBytes), 10_000);
  expect(back.seen.bytes, 'no more than its window').toBeLessThan(512 * 1024);
  back.show();
  await vi.waitFor(() => expect(back.seen.offset).toBe(BigInt(floodBytes)), 10_000);
  expect(back.seen.snapshots, 'what it missed is gone: it starts over').toBe(2);
});

it('a view that is seen and does not read makes the program wait', async () => {
  const { terminal, flood, produced } = open();
  const stuck = attach(terminal, true, 1n);
  await vi.waitFor(() => expect(stuck.seen.snapshots).toBe(1));
  stuck.hold();
  flood();
  await vi.waitFor(() => expect(stuck.seen.bytes).toBeGreaterThan(100_000));
  const before = produced.chunks;
  await sleep(200);
  expect(produced.chunks).toBe(before);
  expect(before).toBeLessThan(floodChunks / 2);
});
