// A terminal: one PTY that outlives every browser on it. Owned by the agent until its shell or its instance ends.
import type { Pty } from '@marina/engine/instances';
import type { ClientFrame } from '@marina/protocol/terminal-frames';
import { Attachment, type Send, type TerminalState } from './attachment.ts';
import { OutputRing } from './output-ring.ts';

const ringBytes = 512 * 1024;

export type AttachedBrowser = {
  /** Takes one frame; false when the program reads no more: wait for `onWritable`. @throws RangeError malformed */
  receive(frame: Uint8Array): boolean;
  onWritable(resume: () => void): void;
  /** Says that `send` may be called again after it was false. */
  drained(): void;
  detach(): void;
};

export class Terminal {
  readonly id: string;
  readonly instanceId: string;
  readonly #pty: Pty;
  readonly #state: TerminalState;
  readonly #attachments = new Set<Attachment>();
  /** Resolves when the shell has ended and every attachment has been told. */
  readonly ended: Promise<void>;

  constructor(id: string, instanceId: string, pty: Pty, size: { cols: number; rows: number }) {
    this.id = id;
    this.instanceId = instanceId;
    this.#pty = pty;
    this.#state = { epoch: newEpoch(), ring: new OutputRing(ringBytes), ...size };
    pty.stream.on('data', (chunk: Buffer) => this.#onOutput(chunk));
    pty.stream.on('error', () => undefined);
    this.ended = pty.exited.then((code) => {
      for (const attachment of this.#attachments) attachment.tell({ type: 'exit', code });
    });
  }

  /** Puts a browser on the terminal. `send` gets frames; the result takes the browser's and detaches it. */
  attach(send: Send, readOnly: boolean): AttachedBrowser {
    const attachment = new Attachment(this.#state, send, (frame) => {
      if (!readOnly) this.#onInput(frame);
      this.#pace();
    });
    this.#attachments.add(attachment);
    return {
      receive: (frame) => {
        attachment.receive(frame);
        return !this.#pty.stream.writableNeedDrain;
      },
      onWritable: (resume) => void this.#pty.stream.once('drain', resume),
      drained: () => {
        attachment.drained();
        this.#pace();
      },
      detach: () => {
        this.#attachments.delete(attachment);
        this.#pace();
      },
    };
  }

  async close(): Promise<void> {
    await this.#pty.close();
    await this.ended;
  }

  #onOutput(chunk: Buffer): void {
    this.#state.ring.append(chunk);
    for (const attachment of this.#attachments) attachment.flush();
    this.#pace();
  }

  #onInput(frame: ClientFrame): void {
    if (frame.type === 'input') this.#pty.stream.write(frame.data);
    else if (frame.type === 'resize' || frame.type === 'hello') void this.#resize(frame);
  }

  async #resize({ cols, rows }: { cols: number; rows: number }): Promise<void> {
    const unchanged = cols === this.#state.cols && rows === this.#state.rows;
    if (unchanged || cols < 2 || rows < 2 || cols > 1000 || rows > 500) return;
    Object.assign(this.#state, { cols, rows });
    for (const attachment of this.#attachments) attachment.tell({ type: 'size', cols, rows });
    // A shell that has just ended can't be resized; its exit is told by other means.
    await this.#pty.resize({ cols, rows }).catch(() => undefined);
  }

  /** The fastest browser paces the program; with no browser on it the program runs free. */
  #pace(): void {
    const active = [...this.#attachments].filter((attachment) => attachment.started);
    const wait = active.length > 0 && !active.some((attachment) => attachment.keepsUp);
    if (wait) this.#pty.stream.pause();
    else if (this.#pty.stream.isPaused()) this.#pty.stream.resume();
  }
}

/** Never 0: that is how a browser says that it has nothing yet. */
function newEpoch(): bigint {
  const [random = 1n] = crypto.getRandomValues(new BigUint64Array(1));
  return random || 1n;
}
