// The thread in which the screens of all terminals are drawn. Parsing takes its time, and what xterm keeps of a screen is
// a lot of garbage to collect: on the thread that carries keys, each of both would hold up everybody's echoes.
import { parentPort } from 'node:worker_threads';
import { putThisThreadBehind } from '@marina/protocol/main-thread-first';
import { type Colors, defaultColors } from './device-answers.ts';
import type { MirrorOrder, MirrorReport } from './mirror-messages.ts';
import { ScreenMirror } from './screen-mirror.ts';

/** Small enough that the program goes on soon, and far more than a key's echo, of which nobody is told. */
const reportedBytes = 256 * 1024;

type Opened = { screen: ScreenMirror; colors: Colors };

const mirrors = new Map<number, Opened>();

putThisThreadBehind();
parentPort?.on('message', (order: MirrorOrder) => {
  if (order.type === 'open') open(order);
  else take(order);
});

function open({ mirror, start }: Extract<MirrorOrder, { type: 'open' }>): void {
  let takenBytes = 0;
  const screen = new ScreenMirror({
    ...start,
    onReply: (data, offset) => report({ type: 'reply', mirror, data, offset }),
    colors: () => opened.colors,
    onTaken: (bytes) => {
      takenBytes += bytes;
      if (takenBytes < reportedBytes) return;
      report({ type: 'taken', mirror, bytes: takenBytes });
      takenBytes = 0;
    },
  });
  const opened: Opened = { screen, colors: defaultColors };
  mirrors.set(mirror, opened);
}

function take(order: Exclude<MirrorOrder, { type: 'open' }>): void {
  const { mirror } = order;
  const opened = mirrors.get(mirror);
  if (!opened) return;
  switch (order.type) {
    case 'tell':
      opened.screen.tell(order.step);
      break;
    case 'colors':
      opened.colors = order.colors;
      break;
    case 'snapshot':
      void opened.screen.snapshot().then((snapshot) => report({ type: 'snapshot', mirror, snapshot }));
      break;
    case 'close':
      void opened.screen.settled().then(() => {
        opened.screen.dispose();
        mirrors.delete(mirror);
      });
  }
}

function report(message: MirrorReport): void {
  parentPort?.postMessage(message);
}
