// One attachment to a terminal, without a screen: what it shows as text, and what is typed.
import { decodeServerFrame, encodeClientFrame, terminalSubprotocol } from '@marina/protocol/terminal-frames';
import WebSocket from 'ws';

const size = { cols: 80, rows: 24 };

export type AttachedTerminal = {
  /** Everything shown so far, without escape sequences. */
  text(): string;
  /** Resolves once what is shown matches; rejects when the terminal ends first. */
  until(pattern: RegExp, timeoutMs?: number): Promise<void>;
  type(input: string): void;
  close(): void;
};

/** What a shell's prompt looks like at the end of what is shown: `root@node1:~# `. */
export const promptPattern = /\S+@\S+:\S*[#$] ?$/;

export function attachTerminal(url: string, headers: Record<string, string>): AttachedTerminal {
  const socket = new WebSocket(url, [terminalSubprotocol], { headers });
  const changed = new EventTarget();
  let shown = '';
  let offset = 0n;
  let ended: string | undefined;
  const end = (why: string) => {
    ended ??= why;
    changed.dispatchEvent(new Event('change'));
  };
  socket.once('open', () => socket.send(encodeClientFrame({ type: 'hello', epoch: 0n, offset: 0n, ...size })));
  socket.on('error', (error) => end(error.message));
  socket.on('close', (code) => end(`closed with ${code}`));
  socket.on('message', (data: Buffer) => {
    const frame = decodeServerFrame(data);
    if (frame?.type === 'snapshot') offset = frame.offset;
    else if (frame?.type === 'output') offset += BigInt(frame.data.length);
    else return;
    shown += withoutEscapes(Buffer.from(frame.data).toString());
    socket.send(encodeClientFrame({ type: 'ack', offset }));
    changed.dispatchEvent(new Event('change'));
  });
  return {
    text: () => shown,
    until: (pattern, timeoutMs = 20_000) =>
      new Promise((resolve, reject) => {
        const stop = AbortSignal.timeout(timeoutMs);
        const look = () => {
          if (pattern.test(shown)) resolve();
          else if (ended || stop.aborted) reject(new Error(`no ${pattern} (${ended ?? 'too late'}) in: ${shown}`));
          else return;
          changed.removeEventListener('change', look);
        };
        stop.addEventListener('abort', look);
        changed.addEventListener('change', look);
        look();
      }),
    type: (input) => socket.send(encodeClientFrame({ type: 'input', data: new TextEncoder().encode(input) })),
    close: () => socket.terminate(),
  };
}

/** Removes ANSI control sequences: CSI, OSC and two-character ones. */
export function withoutEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
  return text.replace(/\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_=>])/g, '');
}
