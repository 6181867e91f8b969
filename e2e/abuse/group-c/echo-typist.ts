// The neighbour's own computer, as far as one machine can be two: a thread that types, and that waits for nobody. In
// reality it would not run on the machine that it measures.
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { keepOnLastProcessor, thisThread } from '@marina/protocol/thread-scheduling';
import { attach } from '../../bench/terminal/marina.ts';
import { Typist } from '../../load/typist.ts';
import type { TerminalAddress } from '../../student.ts';

export type Order = { type: 'type'; seconds: number } | { type: 'begin' } | { type: 'end' };
/** Of the keys of one order, `begin` to `end` being one. */
export type Report = { echoesMs: number[]; sent: number };

/** As fast as a key that is held down: of few echoes the slowest would be the 99th of a hundred. */
const everyMs = 30;
/** What is on the way is given time to arrive. */
const lastEchoMs = 300;

const address = workerData as TerminalAddress;
goAhead();
const typist = await Typist.sitDown({
  name: 'marina',
  open: (events) => attach(address, events),
  close: async () => undefined,
});
let isTyping = false;
parentPort?.on('message', (order: Order) => {
  if (order.type === 'end') isTyping = false;
  else void type(order);
});
parentPort?.postMessage('ready');

/**
 * This thread alone, on the processor for keystrokes: on another the kernel, at work for an attacker, lets it wait when an
 * echo is there. It rests nearly all the time, and so keeps nobody from anything.
 */
function goAhead(): void {
  const thread = `${thisThread()}`;
  keepOnLastProcessor(thisThread());
  run('chrt', '--reset-on-fork', '--rr', '--pid', '1', thread);
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the neighbour’s keyboard can’t go ahead: ${stderr}`);
}

async function type(order: Exclude<Order, { type: 'end' }>): Promise<void> {
  const { sent } = typist;
  const from = typist.echoesMs.length;
  isTyping = order.type === 'begin';
  do await typist.typeFor(order.type === 'type' ? order.seconds : 1, everyMs);
  while (isTyping);
  await sleep(lastEchoMs);
  parentPort?.postMessage({ echoesMs: typist.echoesMs.slice(from), sent: typist.sent - sent } satisfies Report);
}
