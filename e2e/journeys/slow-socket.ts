// A slow, jittery or broken line between a page and its terminals.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, WebSocketRoute } from '@playwright/test';

const terminals = /\/terminals\/\w+$/;

/** Every frame, in both directions, is late by up to `jitterMs`; none overtakes another. */
export async function delayFrames(page: Page, jitterMs: number): Promise<void> {
  await page.routeWebSocket(terminals, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage(late(jitterMs, (message) => server.send(message)));
    server.onMessage(late(jitterMs, (message) => socket.send(message)));
  });
}

function late(jitterMs: number, deliver: (message: string | Buffer) => void) {
  let last = Promise.resolve();
  let dueAt = 0;
  return (message: string | Buffer) => {
    dueAt = Math.max(dueAt, performance.now() + Math.random() * jitterMs);
    const at = dueAt;
    last = last.then(async () => {
      await sleep(Math.max(0, at - performance.now()));
      deliver(message);
    });
  };
}

/** Lines that can be cut after what the page sent has arrived, and before it hears of it. */
export async function breakableLines(page: Page): Promise<{ mute: () => void; cut: () => Promise<void> }> {
  const lines = new Set<{ page: WebSocketRoute; server: WebSocketRoute; isMute: boolean }>();
  await page.routeWebSocket(terminals, (socket) => {
    const line = { page: socket, server: socket.connectToServer(), isMute: false };
    lines.add(line);
    socket.onMessage((message) => line.server.send(message));
    line.server.onMessage((message) => line.isMute || socket.send(message));
    socket.onClose(() => lines.delete(line));
  });
  return {
    mute: () => {
      for (const line of lines) line.isMute = true;
    },
    cut: async () => {
      for (const line of [...lines]) {
        lines.delete(line);
        await Promise.all([line.server.close(), line.page.close({ code: 3001 })]);
      }
    },
  };
}
