// The terminals' part of the worker link.
import type { LinkStream, StreamHandler } from '@marina/engine/link/serve';
import { createFramePool, type FramePool } from '@marina/protocol/frame-pool';
import { frameSplitter, lengthPrefixed } from '@marina/protocol/framing';
import { isInput } from '@marina/protocol/terminal-frames';
import {
  attachTerminalSchema,
  byTerminalSchema,
  openTerminalCallSchema,
  type TerminalList,
  terminalPaths,
} from '@marina/protocol/worker-link';
import type { Visitor } from './attachment.ts';
import type { Terminal } from './terminal.ts';
import type { TerminalHost } from './terminal-host.ts';

/** `keyCame` is called before anything else is done with a key. */
export function serveTerminals(host: TerminalHost, keyCame: () => void): StreamHandler {
  const pool = createFramePool();
  return async (path, params, stream) => {
    switch (path) {
      case terminalPaths.open: {
        const { terminalId, instanceId, cols, rows } = openTerminalCallSchema.parse(params);
        await host.open(terminalId, instanceId, { cols, rows });
        return succeed(stream);
      }
      case terminalPaths.close:
        await host.closeTerminal(byTerminalSchema.parse(params).terminalId);
        return succeed(stream);
      case terminalPaths.attach: {
        const { terminalId, ...visitor } = attachTerminalSchema.parse(params);
        attach(host.get(terminalId), visitor, stream, pool, keyCame);
        return true;
      }
      case terminalPaths.watch:
        watch(host, stream);
        return true;
      default:
        return false;
    }
  };
}

function attach(terminal: Terminal, visitor: Visitor, stream: LinkStream, pool: FramePool, keyCame: () => void): void {
  stream.respond({ ':status': 200 });
  const send = (...frame: Uint8Array[]) => {
    const bytes = lengthPrefixed(frame, pool.take);
    return stream.write(bytes, (error) => {
      if (!error) pool.giveBack(bytes);
    });
  };
  const browser = terminal.attach({ send, end: () => stream.end() }, visitor);
  stream.on('drain', () => browser.drained());
  const split = frameSplitter((frame) => {
    if (isInput(frame)) keyCame();
    if (browser.receive(frame) || stream.isPaused()) return;
    stream.pause();
    browser.onWritable(() => stream.resume());
  });
  stream.on('data', (chunk: Buffer) => {
    try {
      split(chunk);
    } catch {
      // A malformed frame ends this attachment only; the terminal and its other browsers go on.
      stream.close();
    }
  });
  stream.once('close', () => browser.detach());
}

function watch(host: TerminalHost, stream: LinkStream): void {
  stream.respond({ ':status': 200 });
  const tell = () => {
    const terminals = host.list().map(({ id, instanceId }) => ({ terminalId: id, instanceId }));
    stream.write(`${JSON.stringify({ terminals } satisfies TerminalList)}\n`);
  };
  tell();
  stream.once('close', host.watch(tell));
  stream.resume();
}

function succeed(stream: LinkStream): true {
  stream.respond({ ':status': 200 });
  stream.end();
  return true;
}
