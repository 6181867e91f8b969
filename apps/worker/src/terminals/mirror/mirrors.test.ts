import { afterAll, expect, it, vi } from 'vitest';
import { Mirrors } from './mirrors.ts';

const start = { cols: 80, rows: 24 };
const mirrors = new Mirrors();
afterAll(() => mirrors.close());

function open() {
  const replies: string[] = [];
  let tells = 0;
  const onTaken = () => {
    tells += 1;
  };
  const mirror = mirrors.open(start, { onReply: (data) => replies.push(data), onTaken });
  return { mirror, replies, tells: () => tells };
}

const textOf = ({ data }: { data: Uint8Array }) => Buffer.from(data).toString();

it('a screen has what was told before it was asked for, at the size of then', async () => {
  const { mirror } = open();
  mirror.tell({ bytes: Buffer.from('one') });
  const first = mirror.snapshot();
  mirror.tell({ cols: 40, rows: 10 });
  mirror.tell({ bytes: Buffer.from(' two') });
  expect(textOf(await first)).toContain('one');
  const second = await mirror.snapshot();
  expect(second).toMatchObject({ cols: 40, rows: 10, offset: 7 });
  expect(textOf(second)).toContain('one two');
});

it('what is told may be written over afterwards, and what lies beside it in memory stays here', async () => {
  const { mirror } = open();
  const memory = Buffer.from('secret words');
  mirror.tell({ bytes: memory.subarray(7) });
  memory.fill('x');
  const snapshot = await mirror.snapshot();
  expect(snapshot.offset).toBe(5);
  expect(textOf(snapshot)).toContain('words');
});

it('each terminal has its own screen', async () => {
  const [first, second] = [open(), open()];
  first.mirror.tell({ bytes: Buffer.from('mine') });
  second.mirror.tell({ bytes: Buffer.from('yours') });
  expect(textOf(await first.mirror.snapshot())).not.toContain('yours');
  expect(textOf(await second.mirror.snapshot())).not.toContain('mine');
});

it('a program is told the colours that were set before it asked', async () => {
  const { mirror, replies } = open();
  mirror.setColors({ foreground: 0x112233, background: 0xffffff });
  mirror.tell({ bytes: Buffer.from('\u001b]11;?\u0007') });
  await vi.waitFor(() => expect(replies).toEqual(['\u001b]11;rgb:ffff/ffff/ffff\u001b\\']));
});

it('what waits to be drawn is known, and that it has become less', async () => {
  const { mirror, tells } = open();
  // In colour: what only prints is left away where it is a flood.
  const lines = Buffer.from('\u001b[32ma line\u001b[0m\r\n'.repeat(50_000));
  mirror.tell({ bytes: lines });
  expect(mirror.pendingBytes).toBe(lines.length);
  await mirror.snapshot();
  expect(mirror.pendingBytes).toBeLessThan(256 * 1024);
  expect(tells()).toBeGreaterThan(0);
});

it('who has asked for a screen gets it although it is closed meanwhile', async () => {
  const { mirror } = open();
  mirror.tell({ bytes: Buffer.from('the last words') });
  const asked = mirror.snapshot();
  mirror.close();
  expect(textOf(await asked)).toContain('the last words');
});

it('output that comes quickly is collected, and is there before what follows it', async () => {
  const { mirror, replies } = open();
  for (let count = 0; count < 50; count++) mirror.tell({ bytes: Buffer.from('x') });
  mirror.tell({ bytes: Buffer.from('\u001b[18t') });
  mirror.tell({ cols: 40, rows: 10 });
  await vi.waitFor(() => expect(replies).toEqual(['\u001b[8;24;80t']));
});
