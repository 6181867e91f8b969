// Who watches which session, and telling them when it changes.
import { setImmediate as turn } from 'node:timers/promises';
import type { Session } from '@marina/protocol/session';
import { type Log, messageOf } from '../log.ts';
import type { SessionStore } from './session-store.ts';
import type { SessionView } from './session-view.ts';

/** Changes that come together are told once. */
const settleMs = 20;
/** Half a millisecond or so: keys go between. */
const toldInOneTurn = 10;

export type Watcher = (session: Session) => void;

type Watched = {
  readonly all: Set<Watcher>;
  /** Those who wait for the next telling: all after a change, else who has just come. */
  waiting: Set<Watcher>;
  timer: NodeJS.Timeout | undefined;
  isTelling: boolean;
};

export class SessionHub {
  readonly #store: Pick<SessionStore, 'find'>;
  readonly #view: SessionView;
  readonly #log: Log;
  readonly #sessions = new Map<string, Watched>();

  constructor(store: Pick<SessionStore, 'find'>, view: SessionView, log: Log) {
    this.#store = store;
    this.#view = view;
    this.#log = log;
  }

  /** Calls back with the whole session: as it is in a moment, and on every change. The result stops it. */
  watch(sessionId: string, watcher: Watcher): () => void {
    const watched = this.#sessions.get(sessionId) ?? unwatched();
    this.#sessions.set(sessionId, watched);
    watched.all.add(watcher);
    watched.waiting.add(watcher);
    this.#tellSoon(sessionId, watched);
    return () => {
      watched.all.delete(watcher);
      watched.waiting.delete(watcher);
      if (watched.all.size === 0 && this.#sessions.get(sessionId) === watched) this.#sessions.delete(sessionId);
    };
  }

  changed(sessionId: string): void {
    const watched = this.#sessions.get(sessionId);
    if (!watched) return;
    watched.waiting = new Set(watched.all);
    this.#tellSoon(sessionId, watched);
  }

  /** After a worker came or went, every session may look different. */
  allChanged(): void {
    for (const sessionId of this.#sessions.keys()) this.changed(sessionId);
  }

  close(): void {
    for (const { timer } of this.#sessions.values()) clearTimeout(timer);
    this.#sessions.clear();
  }

  /** One telling after the other, so that nobody is told what was before last. */
  #tellSoon(sessionId: string, watched: Watched): void {
    if (watched.timer || watched.isTelling) return;
    watched.timer = setTimeout(async () => {
      watched.timer = undefined;
      watched.isTelling = true;
      await this.#tell(sessionId, watched).catch((error: unknown) =>
        this.#log('a session could not be told', { error: messageOf(error) }),
      );
      watched.isTelling = false;
      if (watched.waiting.size > 0 && this.#sessions.get(sessionId) === watched) this.#tellSoon(sessionId, watched);
    }, settleMs);
  }

  async #tell(sessionId: string, watched: Watched): Promise<void> {
    const told = [...watched.waiting];
    // Whoever is added from here on learns of what is read after this.
    watched.waiting = new Set();
    const record = await this.#store.find(sessionId);
    if (!record) return;
    const session = await this.#view(record);
    for (const [at, watcher] of told.entries()) {
      if (at > 0 && at % toldInOneTurn === 0) await turn();
      if (watched.all.has(watcher)) watcher(session);
    }
  }
}

function unwatched(): Watched {
  return { all: new Set(), waiting: new Set(), timer: undefined, isTelling: false };
}
