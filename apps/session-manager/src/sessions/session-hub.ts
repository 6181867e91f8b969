// Who watches which session, and telling them when it changes.
import type { Session } from '@marina/protocol/session';
import { type Log, messageOf } from '../log.ts';
import type { SessionStore } from './session-store.ts';
import type { SessionView } from './session-view.ts';

/** Changes that come together are told once. */
const settleMs = 20;

export type Watcher = (session: Session) => void;

export class SessionHub {
  readonly #store: SessionStore;
  readonly #view: SessionView;
  readonly #log: Log;
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #pending = new Map<string, NodeJS.Timeout>();

  constructor(store: SessionStore, view: SessionView, log: Log) {
    this.#store = store;
    this.#view = view;
    this.#log = log;
  }

  /** Calls back with the whole session on every change; the result stops it. */
  watch(sessionId: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(sessionId) ?? new Set();
    this.#watchers.set(sessionId, watchers.add(watcher));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(sessionId) === watchers) this.#watchers.delete(sessionId);
    };
  }

  changed(sessionId: string): void {
    if (!this.#watchers.has(sessionId) || this.#pending.has(sessionId)) return;
    const timer = setTimeout(() => {
      this.#pending.delete(sessionId);
      this.#tell(sessionId).catch((error: unknown) =>
        this.#log('a session could not be told', { error: messageOf(error) }),
      );
    }, settleMs);
    this.#pending.set(sessionId, timer);
  }

  /** After a worker came or went, every session may look different. */
  allChanged(): void {
    for (const sessionId of this.#watchers.keys()) this.changed(sessionId);
  }

  close(): void {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#watchers.clear();
  }

  async #tell(sessionId: string): Promise<void> {
    const record = await this.#store.find(sessionId);
    if (!record) return;
    const session = await this.#view(record);
    for (const watcher of this.#watchers.get(sessionId) ?? []) watcher(session);
  }
}
