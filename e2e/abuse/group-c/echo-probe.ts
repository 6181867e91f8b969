// A neighbour who types: how long echoes take in another student's terminal, while it is quiet and while it is not.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TerminalAddress } from '../../student.ts';
import type { Order, Report } from './echo-typist.ts';

const firstQuietSeconds = 15;
/** Right before each case and right after it: a machine, a virtual one above all, is not as quick at every time. */
const quietSeconds = 5;
/** The latest, of this case and of about two before it: of fewer the 99th of a hundred would be chance. */
const quietKeys = 1_000;

export type EchoSample = { p99Ms: number; quietP99Ms: number; keys: number; lost: number };

export class EchoProbe {
  readonly #typist: Worker;
  #quietMs: readonly number[] = [];

  private constructor(typist: Worker) {
    this.#typist = typist;
  }

  /** Types in the terminal at that address from now on. */
  static async open(address: TerminalAddress): Promise<EchoProbe> {
    const typist = new Worker(new URL('./echo-typist.ts', import.meta.url), { workerData: address });
    await once(typist, 'message');
    const probe = new EchoProbe(typist);
    await probe.#typeFor(2);
    await probe.#beQuiet(firstQuietSeconds);
    return probe;
  }

  /** Types for as long as `act` takes. The quiet value is that of the time around it. */
  async during<T>(act: () => Promise<T>): Promise<{ outcome: T; echo: EchoSample }> {
    await this.#beQuiet(quietSeconds);
    const reported = this.#order({ type: 'begin' });
    const outcome = await act().finally(() => this.#tell({ type: 'end' }));
    const { echoesMs, sent } = await reported;
    await this.#beQuiet(quietSeconds);
    const echo = {
      p99Ms: percentile99(echoesMs),
      quietP99Ms: percentile99(this.#quietMs),
      keys: sent,
      lost: sent - echoesMs.length,
    };
    return { outcome, echo };
  }

  async close(): Promise<void> {
    await this.#typist.terminate();
  }

  async #beQuiet(seconds: number): Promise<void> {
    const { echoesMs } = await this.#typeFor(seconds);
    this.#quietMs = [...this.#quietMs, ...echoesMs].slice(-quietKeys);
  }

  #typeFor(seconds: number): Promise<Report> {
    return this.#order({ type: 'type', seconds });
  }

  #tell(order: Order): void {
    this.#typist.postMessage(order);
  }

  /** Rejects when the terminal is gone: the thread ends then. */
  async #order(order: Order): Promise<Report> {
    const reported = once(this.#typist, 'message');
    this.#tell(order);
    const [report] = (await reported) as [Report];
    return report;
  }
}

function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.POSITIVE_INFINITY;
}
