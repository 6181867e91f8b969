// A shell in an image without a keeper: a Docker exec with a PTY, which ends with this agent or its dockerd.
import type { Pty, PtySize } from '@marina/engine/instances';
import type { Shell, ShellEvents, ShellStart } from './shell.ts';

export class PlainShell implements Shell {
  readonly isKept = false;
  readonly start: ShellStart;
  readonly #pty: Pty;
  #events: ShellEvents | undefined;

  constructor(pty: Pty, size: PtySize) {
    this.#pty = pty;
    const [random = 1n] = crypto.getRandomValues(new BigUint64Array(1));
    // Never 0: that is how a browser says that it has nothing yet.
    this.start = { epoch: random || 1n, offset: 0, end: 0, answered: 0, size, typed: new Map() };
  }

  begin(events: ShellEvents): void {
    this.#events = events;
    const { stream, exited } = this.#pty;
    stream.on('data', (bytes: Buffer) => events.output(bytes));
    stream.on('drain', () => events.writable());
    stream.on('error', () => undefined);
    void exited.then((code) => events.ended(code));
  }

  type(data: Uint8Array): boolean {
    return this.#pty.stream.write(data);
  }

  answer(data: string): void {
    this.#pty.stream.write(data);
  }

  /** Docker says nothing in the stream of a resize: it counts from where the output is now. */
  resize(size: PtySize): void {
    this.#events?.resized(size);
    // A shell that has just ended can't be resized; its exit is told by other means.
    void this.#pty.resize(size).catch(() => undefined);
  }

  pause(): void {
    this.#pty.stream.pause();
  }

  resume(): void {
    this.#pty.stream.resume();
  }

  async hangUp(): Promise<void> {
    await this.#pty.close();
    await this.#pty.exited;
  }

  release(): void {
    this.#pty.stream.destroy();
  }
}
