// A neighbour who types: how long echoes take in another student's terminal, while it is quiet and while it is not.
import type { Contender } from '../../bench/terminal/channel.ts';
import { Typist } from '../../load/typist.ts';

const everyMs = 50;
/** Before the first case, and again before each: a machine is not as quick at every time of its day. */
const firstQuietSeconds = 15;
const quietSeconds = 3;

export type EchoSample = { p99Ms: number; quietP99Ms: number; keys: number; lost: number };

export class EchoProbe {
  readonly #typist: Typist;
  readonly #quietMs: number[] = [];

  private constructor(typist: Typist) {
    this.#typist = typist;
  }

  static async open(contender: Contender): Promise<EchoProbe> {
    const probe = new EchoProbe(await Typist.sitDown(contender));
    await probe.#typist.typeFor(2, everyMs);
    await probe.#beQuiet(firstQuietSeconds);
    return probe;
  }

  /** Types for as long as `act` takes. The quiet value is that of all quiet times so far, the one just before included. */
  async during<T>(act: () => Promise<T>): Promise<{ outcome: T; echo: EchoSample }> {
    await this.#beQuiet(quietSeconds);
    const { sent } = this.#typist;
    const from = this.#typist.echoesMs.length;
    const acting = { done: false };
    const typing = (async () => {
      while (!acting.done) await this.#typist.typeFor(1, everyMs);
    })();
    const outcome = await act().finally(() => {
      acting.done = true;
    });
    await typing;
    await waitForEchoes();
    const seen = this.#typist.echoesMs.slice(from);
    const keys = this.#typist.sent - sent;
    const echo = { p99Ms: percentile99(seen), quietP99Ms: percentile99(this.#quietMs), keys, lost: keys - seen.length };
    return { outcome, echo };
  }

  close(): void {
    this.#typist.close();
  }

  async #beQuiet(seconds: number): Promise<void> {
    const from = this.#typist.echoesMs.length;
    await this.#typist.typeFor(seconds, everyMs);
    await waitForEchoes();
    this.#quietMs.push(...this.#typist.echoesMs.slice(from));
  }
}

function waitForEchoes(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}

export function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.POSITIVE_INFINITY;
}
