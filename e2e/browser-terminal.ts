// A browser on a terminal, without the browser: the web app's own connection, whose sockets can be cut.
import WebSocket from 'ws';
import type { OpenSocket } from '../apps/web/src/features/connection/web-socket.ts';
import {
  type Screen,
  type Size,
  TerminalConnection,
  type TerminalState,
} from '../apps/web/src/features/terminal/terminal-connection.ts';
import type { TerminalAddress } from './student.ts';

const liveWithinMs = 30_000;

export class BrowserTerminal<S extends Screen> {
  readonly screen: S;
  readonly #connection: TerminalConnection;
  #socket: WebSocket | undefined;
  readonly #changed = new EventTarget();

  constructor({ url, headers }: TerminalAddress, screen: S) {
    this.screen = screen;
    this.#connection = new TerminalConnection({
      url,
      screen,
      open: (...call) => this.#open(headers, ...call),
      onState: () => this.#changed.dispatchEvent(new Event('change')),
    });
  }

  get state(): TerminalState {
    return this.#connection.state;
  }

  onState(changed: (state: TerminalState) => void): void {
    this.#changed.addEventListener('change', () => changed(this.state));
  }

  /** Resolves at once where it is so already. */
  becomes(is: TerminalState['is'], withinMs = liveWithinMs): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => settle(() => reject(new Error(`not ${is} in ${withinMs} ms: ${JSON.stringify(this.state)}`)));
      const timer = setTimeout(late, withinMs);
      const look = () => this.state.is === is && settle(resolve);
      const settle = (how: () => void) => {
        clearTimeout(timer);
        this.#changed.removeEventListener('change', look);
        how();
      };
      this.#changed.addEventListener('change', look);
      look();
    });
  }

  type(text: string): void {
    this.#connection.input(Buffer.from(text));
  }

  input(data: Uint8Array): void {
    this.#connection.input(data);
  }

  resize(size: Size): void {
    this.#connection.resize(size);
  }

  setVisible(isVisible: boolean): void {
    this.#connection.setVisible(isVisible);
  }

  /** The network fails, without a word to the other side. */
  cut(): void {
    this.#socket?.terminate();
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  close(): void {
    this.#connection.close();
  }

  #open(headers: Record<string, string>, ...[url, protocols, handlers]: Parameters<OpenSocket>) {
    const socket = new WebSocket(url, protocols, { headers, perMessageDeflate: false });
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.on('open', handlers.opened);
    socket.on('message', (data) => handlers.message(data));
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => handlers.closed(code, String(reason)));
    return { send: (data: Uint8Array) => socket.send(data), close: () => socket.close() };
  }
}
