import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { dumpScreen } from './screen-dump.ts';
import { ScreenMirror, scrollbackLines } from './screen-mirror.ts';

const size = { cols: 80, rows: 24 };
const nothing: (bytes: number) => void = () => undefined;
const colors = () => ({ foreground: 0x112233, background: 0xffffff });

function mirror(replies: string[] = [], from: { offset?: number; answered?: number } = {}, onTaken = nothing) {
  return new ScreenMirror({ ...size, ...from, onReply: (data) => replies.push(data), colors, onTaken });
}

/** What the screen looks like to a program that goes on after `before`: in the mirror, and restored elsewhere. */
async function compare(before: string | Buffer, after: string): Promise<{ direct: string; restored: string }> {
  const [first, second] = [mirror(), mirror()];
  first.tell({ bytes: Buffer.from(before) });
  second.tell({ bytes: (await first.snapshot()).data });
  for (const screen of [first, second]) screen.tell({ bytes: Buffer.from(after) });
  const dumps = [await dumpScreen(first), await dumpScreen(second)] as const;
  first.dispose();
  second.dispose();
  return { direct: dumps[0], restored: dumps[1] };
}

const cases: [string, string | Buffer, string][] = [
  ['a cursor that waits to wrap', 'A'.repeat(80), 'B'],
  ['a cursor on the last cell of a full row', `${'A'.repeat(80)}\u001b[1;80H`, 'XY'],
  ['a wrapping cursor in colour', `\u001b[1;31m${'A'.repeat(80)}`, 'B'],
  ['the alternate screen', 'one\r\ntwo\u001b[?1049h\u001b[H\u001b[2Jalt\u001b[5;5H', 'zz\u001b[?1049lback'],
  ['mouse reports', '\u001b[?2004h\u001b[?1002h\u001b[?1006h', 'x'],
  ['a scroll region', '\u001b[2J\u001b[5;10r\u001b[10;1H', 'a\r\nb\r\nc\r\n'],
  ['a saved cursor', '\u001b[3;7H\u001b7\u001b[10;1H', '\u001b8Q'],
  ['a saved cursor with its colour', '\u001b[3;7H\u001b[32m\u001b7\u001b[0m\u001b[10;1H', '\u001b8Q'],
  [
    'a saved cursor whose line has scrolled away, before the history is cleared',
    `\u001b[20;7H\u001b[32m\u001b7\u001b[0m\u001b[24;1H${'\n'.repeat(30)}`,
    '\u001b[H\u001b[2J\u001b[3J\u001b8Q',
  ],
  [
    'the same beneath an editor’s screen',
    `\u001b[20;7H\u001b7\u001b[24;1H${'\n'.repeat(30)}\u001b[?47hfull`,
    '\u001b[?47l\u001b[3J\u001b8Q',
  ],
  ['a saved cursor on a line that wraps', `${'w'.repeat(100)}\u001b7${'\n'.repeat(30)}`, '\u001b[3J\u001b8Q'],
  ['colours that go on', '\u001b[1;31mred', 'still'],
  ['colours of 24 bits and a curly underline', '\u001b[38;2;1;2;3;48;5;99;4:3mx', 'still'],
  ['wide and combined characters', '日本語 👩‍👩‍👧 e\u0301', 'x'],
  ['line drawing in G0', '\u001b(0qqq', 'qqq\u001b(B'],
  ['line drawing in G1', '\u001b)0\u000eqqq', 'qqq\u000fz'],
  ['tab stops', '\u001b[3g\u001b[1;5H\u001bH\r', '\tT'],
  ['insert mode', 'hello\u001b[1G\u001b[4h', 'ZZ'],
  ['a hidden cursor', '\u001b[?25l', 'x'],
  ['origin mode', '\u001b[5;10r\u001b[?6h', '\u001b[1;1HO'],
  ['long wrapped lines', `${'w'.repeat(200)}\r\n${'v'.repeat(81)}`, 'q'],
  ['half a control sequence', 'abc\u001b[3', '1mX'],
  ['half a title', 'abc\u001b]0;ti', 'tle\u0007X'],
  ['half an escape', 'abc\u001b', '[5;5HX'],
  ['half a character', Buffer.from([0x61, 0xe6]), 'x'],
  ['a region with a cursor that waits to wrap', `\u001b[2;9r\u001b[9;1H${'z'.repeat(80)}`, 'Y'],
  [
    'an editor’s screen',
    'sh$ \u001b[?1049h\u001b[1;23r\u001b[24;1Hstatus\u001b[10;3H',
    `${'\r\n'.repeat(20)}k\u001b[r\u001b[?1049lend`,
  ],
  ['underlines of all kinds', '\u001b[4:3;58;5;9mcurly\u001b[0m \u001b[4:2mtwo\u001b[21m \u001b[58;2;1;2;3mred', 'x'],
  [
    'a link that goes on',
    '\u001b]8;id=a;https://a.example/\u001b\\one\u001b]8;;\u001b\\ \u001b]8;;https://b.example/\u0007t',
    'wo',
  ],
  ['a character whose accent is still to come', 'cafe', '\u0301'],
  ['an accent that comes to a cursor that waits to wrap', `${'e'.repeat(80)}`, '\u0301x'],
  ['a family whose children are still to come', '👩\u200d', '👧x'],
  ['a character that is still to be repeated', '\u001b[31mab', '\u001b[3bx'],
  ['a wide character that had no room', `${'a'.repeat(79)}日本`, 'x'],
  ['a wrapped line whose end was erased', `${'a'.repeat(90)}\u001b[A\u001b[70G\u001b[K\u001b[B`, 'x'],
  [
    'a wrapped line whose end was erased in colour',
    `${'a'.repeat(90)}\u001b[A\u001b[70G\u001b[44m\u001b[5X\u001b[B`,
    'x',
  ],
  ['a wrapped line whose start was erased', `${'a'.repeat(90)}\u001b[5D\u001b[1K`, 'x'],
  ['a coloured line that wraps at the end of the screen', `${'\r\n'.repeat(30)}\u001b[45m${'a'.repeat(90)}`, '\r\nx'],
  ['half of a wide character', '\u001b[7m日本\u001b[3D\u001b[31mx\u001b[0m', 'y'],
  ['a background to the end of the line', '\u001b[44m\u001b[Kblue\r\n\u001b[0m', 'x'],
  [
    'a screen beneath an editor’s, with its saved cursor',
    'one\r\n\u001b[35mtwo\u001b[?1049h\u001b[0mfull',
    '\u001b[?1049lthree',
  ],
  ['an old alternate screen', 'one\r\ntwo\u001b[?47hfull', '\u001b[?47lthree'],
  ['a drawing that waits for its end', '\u001b[?2026habc', '\u001b[?2026l'],
  ['history', Array.from({ length: 300 }, (_, at) => `line ${at}`).join('\r\n'), '\r\nnext'],
];

it.each(cases)('%s survives a restoration', async (_what, before, after) => {
  const { direct, restored } = await compare(before, after);
  expect(restored).toBe(direct);
});

it('a flood of plain text leaves the same screen whether it was skipped or parsed', async () => {
  const lines = Array.from({ length: 5 * scrollbackLines }, (_, at) => `${at} ${'é'.repeat(at % 9)}\r\n`).join('');
  const text = Buffer.from(`$ \u001b[32mseq\r\n${lines}$ `);
  const [whole, piecewise] = [mirror(), mirror()];
  whole.tell({ bytes: text.subarray(0, 20) });
  whole.tell({ bytes: text.subarray(20) });
  for (let at = 0; at < text.length; at += 40_000) {
    piecewise.tell({ bytes: text.subarray(at, at + 40_000) });
    await piecewise.snapshot();
  }
  expect(await dumpScreen(whole)).toBe(await dumpScreen(piecewise));
  expect((await whole.snapshot()).offset).toBe(text.length);
});

it.each([
  ['margins', '\u001b[5;10r'],
  ['the other screen', '\u001b[?1049h'],
  ['a character that has not come whole', 'e\u0301\u001b[4'],
])('a flood that follows %s leaves the same screen, however it comes', async (_what, before) => {
  const flood = Buffer.from(Array.from({ length: 3 * scrollbackLines }, (_, at) => `m${at}\r\n`).join(''));
  const [whole, piecewise] = [mirror(), mirror()];
  whole.tell({ bytes: Buffer.from(before) });
  whole.tell({ bytes: flood });
  await piecewise.snapshot();
  piecewise.tell({ bytes: Buffer.from(before) });
  for (let at = 0; at < flood.length; at += 30_000) {
    piecewise.tell({ bytes: flood.subarray(at, at + 30_000) });
    await piecewise.snapshot();
  }
  expect(await dumpScreen(whole)).toBe(await dumpScreen(piecewise));
  expect((await whole.snapshot()).offset).toBe((await piecewise.snapshot()).offset);
});

it('a flood is not kept while it is waited whether more comes', async () => {
  let pendingBytes = 0;
  const screen = mirror([], {}, (bytes) => {
    pendingBytes -= bytes;
  });
  const lines = Buffer.from('a line of the flood\r\n'.repeat(3_000));
  for (let at = 0; at < 100; at++) {
    pendingBytes += lines.length;
    screen.tell({ bytes: lines });
    await nextTurn();
  }
  expect(pendingBytes).toBeLessThan(10 * lines.length);
  screen.dispose();
});

it('a long scrollback is drawn while others have their turns, and stays as it was when that began', async () => {
  const [first, second] = [mirror(), mirror()];
  let output = '';
  const write = (text: string) => {
    output += text;
    first.tell({ bytes: Buffer.from(text) });
  };
  write('a line\r\n'.repeat(scrollbackLines));
  await first.settled();
  const before = output.length;
  const taking = { isDone: false };
  const taken = first.snapshot().finally(() => {
    taking.isDone = true;
  });
  let turns = 0;
  for (; !taking.isDone; turns++) {
    // So much that some of it is forgotten before it is parsed.
    write(`turn ${turns}\r\n`.repeat(2_000));
    await nextTurn();
  }
  expect(turns).toBeGreaterThan(15);
  const { data, offset } = await taken;
  expect(offset).toBe(before);
  second.tell({ bytes: data });
  second.tell({ bytes: Buffer.from(output.slice(offset)) });
  expect(await dumpScreen(second)).toBe(await dumpScreen(first));
});

it('a question of a program is answered once, with the colours of whoever types', async () => {
  const replies: string[] = [];
  const screen = mirror(replies);
  screen.tell({ bytes: Buffer.from('\u001b[c\u001b[6n\u001b]11;?\u0007\u001b[?2004$p\u001b[18t\u001b[>q') });
  await screen.snapshot();
  const answers = [
    '\u001b[?1;2c',
    '\u001b[1;1R',
    '\u001b]11;rgb:ffff/ffff/ffff\u001b\\',
    '\u001b[?2004;2$y',
    '\u001b[8;24;80t',
    '\u001bP>|xterm.js(6.0.0)\u001b\\',
  ];
  expect(replies).toEqual([answers.join('')]);
});

it('a size takes effect in its place among the output', async () => {
  const screen = mirror();
  screen.tell({ bytes: Buffer.from('a'.repeat(80)) });
  screen.tell({ cols: 40, rows: 10 });
  screen.tell({ bytes: Buffer.from('b') });
  const { cols, rows, data } = await screen.snapshot();
  expect([cols, rows]).toEqual([40, 10]);
  expect(Buffer.from(data).toString()).toContain('b');
});

it('the lines beneath an editor’s screen survive a restoration, and a change of size after it', async () => {
  const [first, second] = [mirror(), mirror()];
  first.tell({ bytes: Buffer.from('one\r\ntwo\r\n\u001b[?1049hfull') });
  second.tell({ bytes: (await first.snapshot()).data });
  for (const screen of [first, second]) {
    screen.tell({ cols: 70, rows: 10 });
    screen.tell({ bytes: Buffer.from('\u001b[?1049lthree') });
  }
  expect(await dumpScreen(second)).toBe(await dumpScreen(first));
});

it('the next mirror goes on where this one stood, and leaves alone what has been answered', async () => {
  const before = Buffer.from('\u001b[?1049h\u001b]2;top\u0007\u001b[5;5H\u001b[31mred\u001b[6n\u001b[4');
  const after = Buffer.from('mlined\u001b[6n');
  const [whole, first] = [mirror(), mirror()];
  whole.tell({ bytes: Buffer.concat([before, after]) });
  first.tell({ bytes: before });
  const left = await first.snapshot();
  const replies: string[] = [];
  const next = mirror(replies, { offset: left.offset, answered: left.offset });
  next.tell({ screen: left.data });
  next.tell({ bytes: after });
  expect(await dumpScreen(next)).toBe(await dumpScreen(whole));
  expect(replies).toEqual(['\u001b[5;13R']);
  expect((await next.snapshot()).offset).toBe(left.offset + after.length);
});

it('output that comes again to the next mirror asks nothing again', async () => {
  const asked = Buffer.from('\u001b[6n1\u001b[6n');
  const replies: string[] = [];
  const next = mirror(replies, { answered: 5 });
  next.tell({ bytes: asked });
  await next.snapshot();
  expect(replies).toEqual(['\u001b[1;2R']);
});
