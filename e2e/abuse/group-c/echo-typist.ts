// The neighbour's own computer, as far as one machine can be two: a thread that types, and that goes before what the
// suite and its attacks do beside. In reality neither would run where it measures.
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { attach } from '../../bench/terminal/marina.ts';
import { Typist } from '../../load/typist.ts';
import type { TerminalAddress } from '../../student.ts';

export type Order = { type: 'type'; seconds: number } | { type: 'begin' } | { type: 'end' };
/** Of the keys of one order, `begin` to `end` being one. */
export type Report = { echoesMs: number[]; sent: number };

const niceness = -10;
/** As fast as a key that is held down: of few echoes the slowest would be the 99th of a hundred. */
const everyMs = 30;
/** What is on the way is given time to arrive. */
const lastEchoMs = 300;

const address = workerData as TerminalAddress;
// Of this thread alone: setpriority(2). Whatever the suite starts inherits nothing of it.
os.setPriority(niceness);
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

async function type(order: Exclude<Order, { type: 'end' }>): Promise<void> {
  const { sent } = typist;
  const from = typist.echoesMs.length;
  isTyping = order.type === 'begin';
  do await typist.typeFor(order.type === 'type' ? order.seconds : 1, everyMs);
  while (isTyping);
  await sleep(lastEchoMs);
  parentPort?.postMessage({ echoesMs: typist.echoesMs.slice(from), sent: typist.sent - sent } satisfies Report);
}
