// A socket that comes back by itself until it is closed here or refused for good there.
import type { ErrorCode } from '@marina/protocol/errors';
import { finalError } from './close-code.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { OpenSocket } from './web-socket.ts';

/** An attempt that has not opened by then is given up and tried again. */
const openTimeoutMs = 10_000;

type Options = {
  url: string;
  protocols?: string[];
  open: OpenSocket;
  onOpen: () => void;
  onMessage: (data: unknown) => void;
  onLost: () => void;
  onRefused: (error: ErrorCode) => void;
};

export class ReconnectingSocket {
  readonly #options: Options;
  #socket: ReturnType<OpenSocket> | undefined;
  #isOpen = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts attempts: what an abandoned socket still reports is ignored. */
  #generation = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#connect();
  }

  /** False, and nothing sent, while the socket is down. */
  send(data: Uint8Array<ArrayBuffer>): boolean {
    if (!this.#isOpen) return false;
    this.#socket?.send(data);
    return true;
  }

  /** Ends the wait before the next attempt; no effect on a socket that is up or on its way. */
  retryNow(): void {
    if (this.#socket || this.#timer === undefined) return;
    this.#attempt = 0;
    this.#connect();
  }

  close(): void {
    this.#drop();
  }

  #connect(): void {
    clearTimeout(this.#timer);
    const generation = ++this.#generation;
    const current = (handler: () => void) => generation === this.#generation && handler();
    this.#timer = setTimeout(() => this.#lost(1006, ''), openTimeoutMs);
    this.#socket = this.#options.open(this.#options.url, this.#options.protocols ?? [], {
      opened: () => current(() => this.#opened()),
      message: (data) => current(() => this.#message(data)),
      closed: (code, reason) => current(() => this.#lost(code, reason)),
    });
  }

  #opened(): void {
    clearTimeout(this.#timer);
    this.#isOpen = true;
    this.#options.onOpen();
  }

  #message(data: unknown): void {
    // Only a message proves that it works: a server that opens and closes at once must not be stormed.
    this.#attempt = 0;
    this.#options.onMessage(data);
  }

  #lost(closeCode: number, reason: string): void {
    this.#drop();
    const error = finalError(closeCode, reason);
    if (error) {
      this.#options.onRefused(error);
    } else {
      this.#timer = setTimeout(() => this.#connect(), retryDelayMs(this.#attempt++));
      this.#options.onLost();
    }
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#generation++;
    this.#isOpen = false;
    this.#socket?.close();
    this.#socket = undefined;
  }
}
