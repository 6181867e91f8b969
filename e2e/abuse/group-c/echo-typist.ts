// The neighbour's own computer, as far as one machine can be two: a thread that types, and that goes before what the
// suite and its attacks do beside. In reality neither would run where it measures.
import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { attach } from '../../bench/terminal/marina.ts';
import { Typist } from '../../load/typist.ts';
import type { TerminalAddress } from '../../student.ts';

/** `seconds: 0` types until the next order. */
export type Order = { seconds: number; everyMs: number };
export type Report = { echoesMs: number[]; sent: number };

const niceness = -10;
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
let typing: { done: boolean; reported: Promise<void> } | undefined;
parentPort?.on('message', ({ seconds, everyMs }: Order) => {
  if (typing) typing.done = true;
  else {
    const own = { done: seconds > 0, reported: Promise.resolve() };
    typing = own;
    own.reported = type(seconds || 1, everyMs, own);
  }
});
parentPort?.postMessage('ready');

async function type(seconds: number, everyMs: number, until: { done: boolean }): Promise<void> {
  const { sent } = typist;
  const from = typist.echoesMs.length;
  do await typist.typeFor(seconds, everyMs);
  while (!until.done);
  await new Promise((resolve) => setTimeout(resolve, lastEchoMs));
  typing = undefined;
  parentPort?.postMessage({ echoesMs: typist.echoesMs.slice(from), sent: typist.sent - sent } satisfies Report);
}
