import {
  type ClientFrame,
  decodeClientFrame,
  encodeServerFrame,
  type ServerFrame,
} from '@marina/protocol/terminal-frames';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenSocket, SocketHandlers } from '../connection/web-socket.ts';
import { type Screen, type Size, TerminalConnection, type TerminalState } from './terminal-connection.ts';

const text = (words: string) => new TextEncoder().encode(words);

/** The other side of each socket that the connection opens. */
class FakeServer {
  readonly sockets: { handlers: SocketHandlers; sent: ClientFrame[]; isOpen: boolean }[] = [];

  readonly open: OpenSocket = (_url, _protocols, handlers) => {
    const sent: ClientFrame[] = [];
    const socket = { handlers, sent, isOpen: false };
    this.sockets.push(socket);
    return {
      send: (bytes) => {
        const frame = decodeClientFrame(bytes);
        if (!socket.isOpen || !frame) throw new Error('sent what or where it should not');
        socket.sent.push(frame);
      },
      close: () => {
        socket.isOpen = false;
      },
    };
  };

  get last() {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  accept(): void {
    this.last.isOpen = true;
    this.last.handlers.opened();
  }

  say(...frames: ServerFrame[]): void {
    for (const frame of frames) this.last.handlers.message(encodeServerFrame(frame).buffer);
  }

  cut(code = 1006, reason = ''): void {
    this.last.isOpen = false;
    this.last.handlers.closed(code, reason);
  }

  /** Input of all sockets together, as the shell sees it. */
  get typed(): string {
    const input = this.sockets.flatMap((socket) => socket.sent).filter((frame) => frame.type === 'input');
    return input.map((frame) => new TextDecoder().decode(frame.data)).join('');
  }

  acks(): bigint[] {
    return this.last.sent.filter((frame) => frame.type === 'ack').map((frame) => frame.offset);
  }
}

/** A screen that parses when told to. */
class FakeScreen implements Screen {
  readonly log: string[] = [];
  readonly #waiting: (() => void)[] = [];
  #size: Size = { cols: 100, rows: 30 };

  room = () => this.#size;

  write(data: Uint8Array, parsed: () => void): void {
    this.#waiting.push(() => {
      this.log.push(new TextDecoder().decode(data));
      parsed();
    });
  }

  restore(size: Size, data: Uint8Array, parsed: () => void): void {
    this.#waiting.push(() => {
      this.#size = { cols: size.cols, rows: size.rows };
      this.log.push('reset', new TextDecoder().decode(data));
      parsed();
    });
  }

  resize(size: Size): void {
    this.#size = size;
  }

  parse(): void {
    for (const next of this.#waiting.splice(0)) next();
  }
}

let server: FakeServer;
let screen: FakeScreen;
let states: TerminalState[];
let connection: TerminalConnection;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  screen = new FakeScreen();
  states = [];
  const onState = (state: TerminalState) => states.push(state);
  connection = new TerminalConnection({ url: 'ws://x', screen, open: server.open, onState });
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
});

const snapshot = (epoch: bigint, offset: bigint, data = '$ ', input = 0n): ServerFrame => ({
  type: 'snapshot',
  epoch,
  offset,
  input,
  cols: 80,
  rows: 24,
  data: text(data),
});

function goLive(offset = 1000n): void {
  server.accept();
  server.say(snapshot(7n, offset));
  screen.parse();
}

describe('attaching', () => {
  it('says hello with nothing, shows the snapshot and is live once it is parsed', () => {
    server.accept();
    expect(server.last.sent).toMatchObject([
      { type: 'hello', epoch: 0n, offset: 0n, cols: 100, rows: 30, visible: true },
    ]);
    server.say(snapshot(7n, 1000n));
    expect(connection.state.is).toBe('connecting');
    screen.parse();
    expect(screen.log).toEqual(['reset', '$ ']);
    expect(connection.state.is).toBe('live');
  });

  it('sends what was typed before it was live, once', () => {
    connection.input(text('ls'));
    goLive();
    connection.input(text('\r'));
    expect(server.typed).toBe('ls\r');
  });

  it('says what it has room for only when that has changed', () => {
    goLive();
    connection.resize({ cols: 120, rows: 40 });
    connection.resize({ cols: 120, rows: 40 });
    expect(server.last.sent.filter((frame) => frame.type === 'resize')).toEqual([
      { type: 'resize', cols: 80, rows: 24 },
      { type: 'resize', cols: 120, rows: 40 },
    ]);
  });

  it('tells its colours whenever it is live again', () => {
    connection.setColors({ foreground: 1, background: 2 });
    goLive();
    server.cut();
    vi.advanceTimersByTime(250);
    server.accept();
    server.say({ type: 'resumed', offset: 1000n, input: 0n });
    expect(server.last.sent).toContainEqual({ type: 'colors', foreground: 1, background: 2 });
  });

  it('cuts a large paste into frames the protocol takes, losing nothing', () => {
    goLive();
    const paste = 'é'.repeat(100_000);
    connection.input(text(paste));
    expect(server.last.sent.filter((frame) => frame.type === 'input')).toHaveLength(4);
    const bytes = server.last.sent.flatMap((frame) => (frame.type === 'input' ? [...frame.data] : []));
    expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(paste);
  });
});

describe('acknowledging', () => {
  it('waits for the parser, then says how far it is within half a second', () => {
    goLive();
    server.say({ type: 'output', data: text('hello') });
    vi.advanceTimersByTime(1000);
    expect(server.acks()).toEqual([1000n]);
    screen.parse();
    vi.advanceTimersByTime(500);
    expect(server.acks()).toEqual([1000n, 1005n]);
  });

  it('says so at once after 8 KiB', () => {
    goLive();
    server.say(...Array.from({ length: 5 }, (): ServerFrame => ({ type: 'output', data: new Uint8Array(4096) })));
    screen.parse();
    expect(server.acks()).toEqual([1000n, 9192n, 17384n]);
    vi.advanceTimersByTime(500);
    expect(server.acks().at(-1)).toBe(1000n + 5n * 4096n);
  });
});

describe('after a cut', () => {
  it('resumes from the last byte it received, and sends only the input that did not arrive', () => {
    goLive();
    connection.input(text('make\r'));
    server.say({ type: 'output', data: text('12345') });
    server.cut();
    expect(connection.state.is).toBe('reconnecting');
    connection.input(text('x'));
    vi.advanceTimersByTime(250);
    server.accept();
    expect(server.last.sent[0]).toMatchObject({ type: 'hello', epoch: 7n, offset: 1005n });
    server.say({ type: 'resumed', offset: 1005n, input: 5n }, { type: 'output', data: text('678') });
    screen.parse();
    vi.advanceTimersByTime(500);
    expect(connection.state.is).toBe('live');
    expect(screen.log).toEqual(['reset', '$ ', '12345', '678']);
    expect(server.acks()).toEqual([1008n]);
    expect(server.typed).toBe('make\rx');
  });

  it('starts over from a snapshot, and what an older life still parses is not acknowledged', () => {
    goLive();
    server.say({ type: 'output', data: text('a'.repeat(500)) });
    server.cut();
    connection.input(text('rm -rf x\r'));
    vi.advanceTimersByTime(250);
    server.accept();
    server.say(snapshot(8n, 3n, 'new $ ', 0n));
    screen.parse();
    vi.advanceTimersByTime(50);
    expect(screen.log.at(-1)).toBe('new $ ');
    expect(server.acks()).toEqual([3n]);
    expect(server.typed).toBe('');
  });

  it('sends again what the agent had not received, and keeps the same name for it', () => {
    goLive();
    connection.input(text('make\r'));
    server.cut();
    vi.advanceTimersByTime(250);
    server.accept();
    server.say({ type: 'resumed', offset: 1000n, input: 2n });
    expect(server.typed).toBe('make\rke\r');
    const hellos = server.sockets.flatMap(({ sent }) => sent.filter((frame) => frame.type === 'hello'));
    expect(new Set(hellos.map(({ client }) => client)).size).toBe(1);
  });

  it('a screen that starts over while it is live repeats no input', () => {
    goLive();
    connection.input(text('ls\r'));
    server.say(snapshot(7n, 9000n, '$ ', 1n));
    screen.parse();
    expect(server.typed).toBe('ls\r');
  });

  it('does not go live on a snapshot that is parsed after the next cut', () => {
    server.accept();
    server.say(snapshot(7n, 5n));
    server.cut();
    screen.parse();
    expect(connection.state.is).toBe('reconnecting');
  });

  it('waits longer each time, and not at all when woken', () => {
    for (const waitMs of [250, 500, 1000, 2000, 4000, 8000, 10_000]) {
      server.cut();
      const sockets = server.sockets.length;
      vi.advanceTimersByTime(waitMs / 2 - 1);
      expect(server.sockets).toHaveLength(sockets);
      vi.advanceTimersByTime(waitMs / 2 + 1);
      expect(server.sockets).toHaveLength(sockets + 1);
    }
    server.cut();
    const sockets = server.sockets.length;
    connection.retryNow();
    expect(server.sockets).toHaveLength(sockets + 1);
    connection.retryNow();
    expect(server.sockets).toHaveLength(sockets + 1);
  });
});

describe('the end', () => {
  it('an exit is final and keeps the code', () => {
    goLive();
    server.say({ type: 'exit', code: 130 });
    server.cut(1000);
    vi.advanceTimersByTime(60_000);
    expect(connection.state).toEqual({ is: 'exited', code: 130 });
    expect(server.sockets).toHaveLength(1);
  });

  it('a refusal is final and says why', () => {
    server.cut(4404, 'terminal-not-found');
    vi.advanceTimersByTime(60_000);
    expect(states).toEqual([{ is: 'refused', error: 'terminal-not-found' }]);
    expect(server.sockets).toHaveLength(1);
  });

  it('a worker that cannot be reached is worth another try', () => {
    goLive();
    server.cut(4503, 'worker-unreachable');
    vi.advanceTimersByTime(250);
    expect(server.sockets).toHaveLength(2);
  });
});
