// Keeps one process running until it is told to stop.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServiceOptions {
  /** As the operator reads it. */
  title: string;
  launch(): ChildProcess | Promise<ChildProcess>;
  /** How long the process may take after SIGTERM, before SIGKILL. */
  stopTimeoutMs: number;
  stopSignal?: NodeJS.Signals;
  report(line: string): void;
  /** What its log says about why it ended, if anything. */
  lastWords?(): string;
  firstDelayMs?: number;
  maxDelayMs?: number;
}

/** Running this long counts as having recovered: the next restart is quick again. */
const STABLE_MS = 60_000;

export class Service {
  /** Restarts since the start, for those who wait for readiness and want to give up. */
  restarts = 0;
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;
  #delayMs: number;
  #stop = new AbortController();
  #watching: Promise<void> = Promise.resolve();

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#delayMs = this.#firstDelayMs;
  }

  /** Launches the process; from here on its end leads to a restart. A first launch that throws is passed on. */
  async start(): Promise<void> {
    this.#child = await this.#options.launch();
    this.#watching = this.#watch(this.#child);
  }

  /** Ends the process and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#signal(this.#options.stopSignal ?? 'SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), this.#options.stopTimeoutMs);
    await this.#watching;
    clearTimeout(timer);
  }

  async #watch(child: ChildProcess): Promise<void> {
    let current: ChildProcess | undefined = child;
    while (current) {
      const startedAt = Date.now();
      const how = await ending(current);
      this.#child = undefined;
      if (this.#stop.signal.aborted) return;
      if (Date.now() - startedAt > STABLE_MS) this.#delayMs = this.#firstDelayMs;
      current = await this.#restart(how);
    }
  }

  /** Launches again, however often it takes; undefined when told to stop meanwhile. */
  async #restart(how: string): Promise<ChildProcess | undefined> {
    let reason = how;
    while (!this.#stop.signal.aborted) {
      const delayMs = this.#nextDelayMs();
      const words = this.#options.lastWords?.();
      this.#options.report(
        `The ${this.#options.title} ${reason}${words ? ` (${words})` : ''}: again in ${delayMs / 1000} s.`,
      );
      await sleep(delayMs, undefined, { signal: this.#stop.signal }).catch(() => {});
      if (this.#stop.signal.aborted) return undefined;
      this.restarts += 1;
      try {
        this.#child = await this.#options.launch();
        if (this.#stop.signal.aborted) this.#signal(this.#options.stopSignal ?? 'SIGTERM');
        return this.#child;
      } catch (error) {
        reason = `did not start: ${(error as Error).message}`;
      }
    }
    return undefined;
  }

  get #firstDelayMs(): number {
    return this.#options.firstDelayMs ?? 500;
  }

  #nextDelayMs(): number {
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(delayMs * 2, this.#options.maxDelayMs ?? 8000);
    return delayMs;
  }

  #signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }
}

/** How a process ended, in words; resolves at once if it has. */
function ending(child: ChildProcess): Promise<string> {
  const describe = (code: number | null, signal: NodeJS.Signals | null) =>
    signal ? `was ended by ${signal}` : `ended with code ${code}`;
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve(describe(child.exitCode, child.signalCode));
  }
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(describe(code, signal)));
    child.once('error', (error) => resolve(`did not start: ${error.message}`));
  });
}
