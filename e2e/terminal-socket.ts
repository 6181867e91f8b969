// One WebSocket on a terminal, speaking the browser's protocol: all of this suite's terminal frames are built here.
import { decodeServerFrame, encodeClientFrame, terminalSubprotocol } from '@marina/protocol/terminal-frames';
import WebSocket from 'ws';

/** As the web app acknowledges: after so many parsed bytes, or when nothing more has been parsed for a moment. */
const ackEveryBytes = 8n * 1024n;
const ackIdleMs = 16;

export type TerminalSocket = { type(input: string): void; close(): void };

export type TerminalEvents = {
  /** Output stops at the agent's window until `parsed` is called for what came before. */
  onOutput(data: Uint8Array, parsed: () => void): void;
  onEnd(why: string): void;
};

export function openTerminalSocket(
  url: string,
  headers: Record<string, string>,
  events: TerminalEvents,
): TerminalSocket {
  const socket = new WebSocket(url, [terminalSubprotocol], { headers, perMessageDeflate: false });
  const acks = acknowledger((offset) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(encodeClientFrame({ type: 'ack', offset }));
  });
  let received = 0n;
  socket.once('open', () => socket.send(helloFrame()));
  socket.on('error', (error) => events.onEnd(error.message));
  socket.on('close', (code) => events.onEnd(`closed with ${code}`));
  socket.on('message', (data: Buffer) => {
    const frame = decodeServerFrame(data);
    if (frame?.type === 'snapshot') received = frame.offset;
    else if (frame?.type === 'output') received += BigInt(frame.data.length);
    else return;
    const offset = received;
    events.onOutput(frame.data, () => acks.parsed(offset));
  });
  return {
    type: (input) => socket.send(encodeClientFrame({ type: 'input', data: Buffer.from(input) })),
    close: () => {
      acks.stop();
      socket.terminate();
    },
  };
}

function helloFrame(): Uint8Array {
  const [client = 1n] = crypto.getRandomValues(new BigUint64Array(1));
  return encodeClientFrame({ type: 'hello', epoch: 0n, offset: 0n, client, cols: 80, rows: 24, visible: true });
}

function acknowledger(send: (offset: bigint) => void) {
  let parsed = 0n;
  let sent = 0n;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const flush = () => {
    stop();
    sent = parsed;
    send(parsed);
  };
  return {
    stop,
    parsed: (offset: bigint) => {
      parsed = offset;
      if (parsed - sent >= ackEveryBytes) flush();
      else timer ??= setTimeout(flush, ackIdleMs);
    },
  };
}
