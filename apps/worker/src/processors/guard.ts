// Leaves one processor to keystrokes: instances that burn are kept on the others. A kernel that works for one of them
// may hold a processor for tens of milliseconds, whatever the priority of who waits: ADR 0022.
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartedInstance } from '@marina/engine/local/host-config';
import { type ProcessorShare, processorShareOf } from '@marina/engine/local/processor-share';
import { log, messageOf } from '../log.ts';
import { chooseKept } from './choose-kept.ts';
import type { Split } from './split.ts';

/** Two keys of somebody who types fast. A look at one instance costs a read of a small file. */
const everyMs = 50;
/** Of one processor, from one look to the next: more than a shell or an editor takes. */
const burningShare = 0.25;
/** What has burned may do so again. */
const restMs = 1_000;
/** From its start on, whoever else burns: a class that begins would leave no processor alone. */
export const beginningMs = 3_000;

type Watched = {
  sessionId: string;
  share: ProcessorShare;
  usedMs: number;
  beginsUntil: number;
  burningUntil: number;
  /** `between`: a change has failed half-way, and is tried again. */
  place: 'everywhere' | 'kept' | 'between';
};

export class ProcessorGuard {
  readonly #split: Split;
  readonly #shareOf: typeof processorShareOf;
  /** By container. */
  readonly #watched = new Map<string, Watched>();
  readonly #stopping = new AbortController();
  readonly #looking: Promise<void>;
  #kept = new Set<string>();
  #lookedAt = performance.now();

  constructor(split: Split, shareOf = processorShareOf) {
    this.#split = split;
    this.#shareOf = shareOf;
    this.#looking = this.#lookOften();
  }

  /** An instance that has been kept for its start is let go when it rests. */
  async watch({ containerId, sessionId, pid }: StartedInstance): Promise<void> {
    if (this.#watched.has(containerId)) return;
    const share = await this.#shareOf(pid, containerId).catch(() => undefined);
    const usedMs = share?.usedMs();
    if (!share || usedMs === undefined)
      return log('the processors of an instance are not watched', { container: containerId });
    const place = (await share.isKept()) ? 'kept' : 'everywhere';
    const now = performance.now();
    const times = { beginsUntil: now + beginningMs, burningUntil: place === 'kept' ? now + restMs : 0 };
    this.#watched.set(containerId, { sessionId, share, usedMs, ...times, place });
  }

  /** All may run everywhere again. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await this.#keepOnly(new Set(), Number.POSITIVE_INFINITY);
  }

  async #lookOften(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      const now = performance.now();
      this.#measure(now, now - this.#lookedAt);
      this.#lookedAt = now;
      // Who begins takes nobody's room.
      const burning = [...this.#watched.values()].filter(
        ({ beginsUntil, burningUntil }) => beginsUntil <= now && burningUntil > now,
      );
      this.#kept = chooseKept(
        burning.map(({ sessionId }) => sessionId),
        this.#kept,
        this.#split.count,
      );
      await this.#keepOnly(this.#kept, now);
    }
  }

  #measure(now: number, passedMs: number): void {
    for (const [containerId, watched] of this.#watched) {
      const usedMs = watched.share.usedMs();
      if (usedMs === undefined) {
        this.#watched.delete(containerId);
        continue;
      }
      if (usedMs - watched.usedMs > passedMs * burningShare) watched.burningUntil = now + restMs;
      watched.usedMs = usedMs;
    }
  }

  async #keepOnly(sessions: ReadonlySet<string>, now: number): Promise<void> {
    for (const [containerId, watched] of this.#watched) {
      const { place, share } = watched;
      const mayBeKept = watched.beginsUntil > now || sessions.has(watched.sessionId);
      const wanted = mayBeKept && watched.burningUntil > now ? 'kept' : 'everywhere';
      if (wanted === place) continue;
      try {
        await (wanted === 'kept' ? share.keepTo(this.#split.forLoad) : share.free());
        watched.place = wanted;
      } catch (error) {
        // A group has come meanwhile, which an instance may do at every look: told once.
        if (place !== 'between') log('processors not changed', { container: containerId, error: messageOf(error) });
        watched.place = 'between';
      }
    }
  }
}
