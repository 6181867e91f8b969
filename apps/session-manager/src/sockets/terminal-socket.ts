// One browser on one terminal: passes frames between its WebSocket and the agent, unread but for idle time.
import type { Duplex } from 'node:stream';
import { errorTable } from '@marina/protocol/errors';
import type { FramePool } from '@marina/protocol/frame-pool';
import { frameSplitter, lengthPrefixed } from '@marina/protocol/framing';
import { decodeClientFrame } from '@marina/protocol/terminal-frames';
import type { WebSocket } from 'ws';

/** Bytes that wait for the browser, before the agent is asked to wait too. */
const maxBufferedBytes = 1024 * 1024;

export function relayTerminal(socket: WebSocket, agent: Duplex, pool: FramePool, onInput: () => void): void {
  socket.on('message', (data, isBinary) => {
    const frame = Buffer.isBuffer(data) ? data : Buffer.from('');
    if (!isBinary || !decodeClientFrame(frame)) return socket.close(errorTable['bad-request'].closeCode, 'bad-request');
    if (frame[0] === 0) onInput();
    if (!agent.write(lengthPrefixed([frame]))) socket.pause();
  });
  agent.on('drain', () => socket.resume());
  const split = frameSplitter((frame) => {
    // A browser that does not read must not fill our memory: the agent waits until it does.
    if (socket.bufferedAmount > maxBufferedBytes) agent.pause();
    socket.send(frame, (error) => {
      if (!error) pool.giveBack(frame);
      if (socket.bufferedAmount <= maxBufferedBytes) agent.resume();
    });
  }, pool.take);
  agent.on('data', (chunk: Buffer) => split(chunk));
  agent.on('error', () => undefined);
  // The agent ends its side after the exit frame; a cut link or a lost worker just closes, and the browser comes again.
  let ended = false;
  agent.once('end', () => {
    ended = true;
    socket.close(1000, 'exited');
  });
  agent.once('close', () => {
    if (!ended) socket.close(errorTable['worker-unreachable'].closeCode, 'worker-unreachable');
  });
  socket.once('close', () => agent.destroy());
}
