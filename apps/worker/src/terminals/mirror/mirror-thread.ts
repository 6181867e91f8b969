// The thread in which the screens of all terminals are drawn. Parsing takes its time, and what xterm keeps of a screen is
// a lot of garbage to collect: on the thread that carries keys, each of both would hold up everybody's echoes.
import { type MessagePort, parentPort } from 'node:worker_threads';
import { putThisThreadBehind } from '@marina/protocol/main-thread-first';
import { type Colors, defaultColors } from './device-answers.ts';
import type { MirrorOrder, MirrorReport } from './mirror-messages.ts';
import { ScreenMirror } from './screen-mirror.ts';

/** Small enough that the program goes on soon, and far more than a key's echo, of which nobody is told. */
const reportedBytes = 256 * 1024;

type Opened = { screen: ScreenMirror; colors: Colors };

putThisThreadBehind();
if (parentPort) serveMirrors(parentPort);

function serveMirrors(port: MessagePort): void {
  const mirrors = new Map<number, Opened>();
  const report = (message: MirrorReport) => port.postMessage(message);
  port.on('message', (order: MirrorOrder) => {
    const { mirror } = order;
    if (order.type === 'open') mirrors.set(mirror, open(order, report));
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
  });
}

function open(order: Extract<MirrorOrder, { type: 'open' }>, report: (message: MirrorReport) => void): Opened {
  const { mirror, start } = order;
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
  return opened;
}
