// The session manager's way to its database: its stores, whose functions are carried out in a thread of their own.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { StoreName, Stores } from './stores.ts';

export type StoreCall = { type: 'call'; call: number; store: StoreName; name: string; given: unknown[] };
export type StoreOrder = StoreCall | { type: 'close' };
export type StoreReply = { call: number } & ({ value: unknown } | { error: unknown });

type Waiting = PromiseWithResolvers<unknown>;

/** Where the thread breaks, the process does; who started it starts it anew. */
export class Database {
  readonly stores: Stores;
  readonly #thread: Worker;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;

  constructor(databaseUrl: string) {
    this.#thread = new Worker(new URL('./database-thread.ts', import.meta.url), {
      name: 'database',
      workerData: databaseUrl,
    });
    this.#ended = once(this.#thread, 'exit');
    this.#thread.on('message', (reply: StoreReply) => this.#settle(reply));
    this.stores = {
      sessions: this.#remote('sessions'),
      workers: this.#remote('workers'),
      exposures: this.#remote('exposures'),
      viewers: this.#remote('viewers'),
      progress: this.#remote('progress'),
    };
  }

  /** What was asked before is done first. */
  async close(): Promise<void> {
    this.#order({ type: 'close' });
    await this.#ended;
  }

  #remote<Name extends StoreName>(store: Name): Stores[Name] {
    return new Proxy(Object.create(null), {
      get:
        (_target, name) =>
        (...given: unknown[]) =>
          this.#call(store, String(name), given),
    });
  }

  #call(store: StoreName, name: string, given: unknown[]): Promise<unknown> {
    const call = this.#calls++;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(call, waiting);
    this.#order({ type: 'call', call, store, name, given });
    return waiting.promise;
  }

  #settle(reply: StoreReply): void {
    const waiting = this.#waiting.get(reply.call);
    this.#waiting.delete(reply.call);
    if ('error' in reply) waiting?.reject(reply.error);
    else waiting?.resolve(reply.value);
  }

  #order(order: StoreOrder): void {
    this.#thread.postMessage(order);
  }
}
