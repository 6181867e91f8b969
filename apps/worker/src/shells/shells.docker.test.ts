// Shells on a real Docker Engine: what outlives an agent, and what doesn't.
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { openLocal } from '@marina/engine/contract/local-subject';
import type { Engine } from '@marina/engine/engine';
import { connectDocker } from '@marina/engine/local/docker';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openShells } from './open-shell.ts';
import type { Shell } from './shell.ts';

const sessionId = `ses_${crypto.randomUUID()}`;
const [kept, plain] = [`ins_${crypto.randomUUID()}`, `ins_${crypto.randomUUID()}`];
const client = connectDocker(inject('dockerSocket'));
const limits = { memoryBytes: 256 * 2 ** 20, cpus: 0.5, pids: 300, diskBytes: 2 ** 29 };
const size = { cols: 80, rows: 24 };
let engine: Engine;

beforeAll(async () => {
  const subject = await openLocal();
  engine = subject.engine;
  await engine.cluster.ensureNetwork(sessionId, { egress: 'none' });
  for (const [id, name] of [
    [kept, 'node1'],
    [plain, 'node2'],
  ] as const) {
    await engine.cluster.ensureInstance({ id, sessionId, name, image: 'marina/base', docker: false, limits });
  }
  await engine.instances.exec(plain, { command: ['rm', '/usr/local/lib/marina/keeper'] });
});
afterAll(() => engine.cluster.removeSession(sessionId));

const shells = () => openShells(client, engine.instances, 'runc');

/** Follows a shell: all its output, its sizes among it, and its end. */
function follow(shell: Shell) {
  const seen = { text: '', code: undefined as number | undefined };
  const total = new Map<bigint, bigint>(shell.start.typed);
  shell.begin({
    output: (bytes) => {
      seen.text += bytes;
    },
    resized: ({ cols, rows }) => {
      seen.text += `<${cols}x${rows}>`;
    },
    writable: () => undefined,
    ended: (code) => {
      seen.code = code;
    },
  });
  const type = (text: string, client = 7n) => {
    total.set(client, (total.get(client) ?? 0n) + BigInt(Buffer.byteLength(text)));
    shell.type(Buffer.from(text), { client, total: total.get(client) ?? 0n });
  };
  return { seen, type, shows: (pattern: RegExp) => expect.poll(() => seen.text, { timeout: 10_000 }).toMatch(pattern) };
}

it('a kept shell goes on for the next agent, byte by byte, with its size and what was typed', async () => {
  const shell = await shells().open(kept, 'trm_a', size);
  expect(shell).toMatchObject({ isKept: true, start: { offset: 0, size } });
  const first = follow(shell);
  first.type('stty size; echo be""fore\n');
  await first.shows(/24 80\r\nbefore/);
  shell.resize({ cols: 100, rows: 30 });
  await first.shows(/<100x30>/);
  first.type('stty size; (sleep 0.5; echo a""way) &\n');
  await first.shows(/30 100/);
  shell.release();
  const text = first.seen.text.replace('<100x30>', '');

  const again = await shells().adopt(kept, 'trm_a', 0);
  expect(again?.start).toMatchObject({ epoch: shell.start.epoch, offset: 0, size });
  expect(again?.start.typed.get(7n)).toBe(BigInt('stty size; echo be""fore\n'.length + 38));
  const next = follow(again as Shell);
  await next.shows(/away/);
  expect(next.seen.text.replace('<100x30>', '').startsWith(text)).toBe(true);
  expect(next.seen.text).toContain('<100x30>');
  next.type('exit 7\n');
  await expect.poll(() => next.seen.code).toBe(7);
  expect(await shells().adopt(kept, 'trm_a', 0)).toBeUndefined();
});

it('output waits for the next agent, and none of it is lost', async () => {
  const shell = await shells().open(kept, 'trm_b', size);
  const first = follow(shell);
  first.type('seq 1 400000; echo do""ne\n');
  await first.shows(/\r\n20000\r\n/);
  const from = shell.start.offset + Buffer.byteLength(first.seen.text);
  shell.release();
  const again = (await shells().adopt(kept, 'trm_b', from)) as Shell;
  expect(again.start.offset).toBe(from);
  const next = follow(again);
  await next.shows(/done\r\n/);
  const numbers = (first.seen.text + next.seen.text).match(/^\d+\r$/gm) ?? [];
  expect(numbers.length).toBe(400_000);
  await again.hangUp();
  expect(next.seen.code).toBe(129);
});

it('a program asks the terminal, and the next agent knows what it has been told', async () => {
  const shell = await shells().open(kept, 'trm_c', size);
  const first = follow(shell);
  first.type('read -rs -d R answer; echo "<$answer>" | tr -d "\\033"\n');
  shell.answer('\u001b[1;1R', 17);
  await first.shows(/<\[1;1>/);
  shell.release();
  const again = (await shells().adopt(kept, 'trm_c', 0)) as Shell;
  expect(again.start.answered).toBe(17);
  await again.hangUp();
});

it('a shell takes short turns on a processor, and nothing that it starts', async (context) => {
  const { stdout: here } = await engine.instances.exec(kept, { command: ['cat', '/proc/self/sched'] });
  const usual = /^se\.slice\s*: *(\d+)$/m.exec(here)?.[1];
  if (usual === undefined) context.skip('this kernel does not tell');
  if (!isFrom(6, 12)) context.skip('Linux lets nobody choose before 6.12');
  const shell = follow(await shells().open(kept, 'trm_turns', size));
  shell.type('f() { sed -n "s/^se.slice *: */$1=/p" /proc/$2/sched; }; f keeper $PPID; f shell $$; f started self\n');
  await shell.shows(new RegExp(`keeper= *100000\\s+shell= *100000\\s+started= *${usual}\\s`));
});

it.skipIf(os.cpus().length < 2)('a shell is on the last processor while it has a letter to answer', async () => {
  const shell = await shells().open(kept, 'trm_near', size);
  const { seen, type, shows } = follow(shell);
  type('echo shell=$$\r');
  await shows(/shell=\d+/);
  const pid = /shell=(\d+)/.exec(seen.text)?.[1];
  const inInstance = async (script: string) =>
    (await engine.instances.exec(kept, { command: ['sh', '-c', script] })).stdout.trim();
  const mayRunOn = () => inInstance(`sed -n 's/^Cpus_allowed_list:\\s*//p' /proc/${pid}/status`);
  const anywhere = await mayRunOn();
  const last = `${os.cpus().length - 1}`;
  expect(anywhere).not.toBe(last);
  // What is stopped does not answer.
  await inInstance(`kill -STOP ${pid}`);
  type('a');
  await expect.poll(mayRunOn).toBe(last);
  await inInstance(`kill -CONT ${pid}`);
  await expect.poll(mayRunOn).toBe(anywhere);
  await inInstance(`kill -STOP ${pid}`);
  type('b');
  await expect.poll(mayRunOn).toBe(last);
  // A key that may start something.
  type('\t');
  await expect.poll(mayRunOn).toBe(anywhere);
  await shell.hangUp();
});

it('a shell whose keeper is killed has ended, and one of a removed instance too', async () => {
  const shell = await shells().open(kept, 'trm_d', size);
  const { seen, type } = follow(shell);
  type('kill -9 $PPID\n');
  await expect.poll(() => seen.code, { timeout: 10_000 }).toBe(-1);
});

it('a program that takes the keeper’s place and hangs up at once is no shell', async () => {
  const listen = 'import socket as s; u = s.socket(s.AF_UNIX); u.bind("/run/marina/terminals/trm_h"); u.listen(9)';
  const hangUp = `${listen}\nwhile True: u.accept()[0].close()`;
  const command = [
    'sh',
    '-c',
    'mkdir -p /run/marina/terminals; setsid python3 -c "$1" >/dev/null 2>&1 & sleep 1',
    'sh',
    hangUp,
  ];
  await engine.instances.exec(kept, { command });
  for (let time = 0; time < 20; time++) expect(await shells().adopt(kept, 'trm_h', 0)).toBeUndefined();
});

it('a link that the instance puts in the way of its keeper leads nowhere', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'outside-'));
  const outside = path.join(directory, 'trm_f');
  let visitors = 0;
  const server = net.createServer((socket) => {
    visitors += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(outside, resolve));
  const link = (at: string, to: string) =>
    engine.instances.exec(kept, {
      command: ['sh', '-c', `rm -rf ${at}; mkdir -p $(dirname ${at}); ln -s ${to} ${at}`],
    });
  await link('/run/marina/terminals/trm_f', outside);
  expect(await shells().adopt(kept, 'trm_f', 0)).toBeUndefined();
  await link('/run/marina/terminals', directory);
  expect(await shells().adopt(kept, 'trm_f', 0)).toBeUndefined();
  expect(visitors).toBe(0);
  net.connect(outside).destroy();
  await expect.poll(() => visitors).toBe(1);
  server.close();
  await rm(directory, { recursive: true });
});

it('an image without a keeper gets a plain shell', async () => {
  const shell = await shells().open(plain, 'trm_e', size);
  expect(shell.isKept).toBe(false);
  const { seen, type, shows } = follow(shell);
  await shows(/\$|#/);
  type('stty size; exit 3\n');
  await expect.poll(() => seen.code, { timeout: 10_000 }).toBe(3);
  expect(seen.text).toContain('24 80');
  expect(await shells().adopt(plain, 'trm_e', 0)).toBeUndefined();
});

function isFrom(wantedMajor: number, wantedMinor: number): boolean {
  const [major = 0, minor = 0] = os.release().split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
