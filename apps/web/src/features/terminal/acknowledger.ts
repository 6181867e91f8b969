// Says how far the browser has parsed: every 8 KiB, and some time after the last of it was parsed. The agent's window is
// many times that, so typing needs no acknowledgement of each echo.
const everyBytes = 8n * 1024n;
const everyMs = 500;

export class Acknowledger {
  readonly #send: (offset: bigint) => void;
  #parsed = 0n;
  #sent = 0n;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (offset: bigint) => void) {
    this.#send = send;
  }

  /** Everything before `offset` has been parsed. */
  parsed(offset: bigint): void {
    this.#parsed = offset;
    if (this.#parsed - this.#sent >= everyBytes) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), everyMs);
  }

  /** The other side starts counting anew from `offset`: what is parsed up to there needs no word. */
  restart(offset: bigint): void {
    this.stop();
    this.#sent = offset;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #flush(): void {
    this.stop();
    if (this.#parsed <= this.#sent) return;
    this.#sent = this.#parsed;
    this.#send(this.#parsed);
  }
}
