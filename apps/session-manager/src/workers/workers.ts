// The workers in reach of this manager, and who wants to know when that changes.
import type { Duplex } from 'node:stream';
import type { WorkerHello } from '@marina/protocol/worker-link';
import { log } from '../log.ts';
import { Worker, type WorkerEvents } from './worker.ts';
import type { WorkerStore } from './worker-store.ts';

export type WorkersEvents = WorkerEvents & {
  /** A worker has joined, or joined again. */
  onJoined: (worker: Worker) => void;
  onLeft: (worker: Worker) => void;
};

export class Workers {
  readonly #store: WorkerStore;
  readonly #events: WorkersEvents;
  readonly #reachable = new Map<string, Worker>();
  /** One for each worker in reach: settled when its departure is recorded. */
  readonly #leaving = new Set<Promise<void>>();

  constructor(store: WorkerStore, events: WorkersEvents) {
    this.#store = store;
    this.#events = events;
  }

  /** Whether who says hello is who joined first under that id. */
  isItself(hello: WorkerHello): Promise<boolean> {
    return this.#store.isItself(hello);
  }

  /** Takes over a connection on which an agent serves; a newer connection of the same worker replaces the older. */
  async join(hello: WorkerHello, connection: Duplex): Promise<void> {
    const older = this.#reachable.get(hello.id);
    this.#reachable.delete(hello.id);
    older?.close();
    // Its row first: sessions refer to it as soon as the worker can be chosen.
    await this.#store.joined(hello);
    const worker = new Worker(hello, connection, this.#events);
    this.#reachable.set(worker.id, worker);
    log('worker joined', { worker: worker.name, id: worker.id });
    this.#events.onJoined(worker);
    const leaving = worker.engine.closed.then(() => this.#leave(worker));
    this.#leaving.add(leaving);
    void leaving.then(() => this.#leaving.delete(leaving));
  }

  find(id: string | null): Worker | undefined {
    return id === null ? undefined : this.#reachable.get(id);
  }

  list(): Worker[] {
    return [...this.#reachable.values()];
  }

  /** The worker of an instance that has been reported. */
  ofInstance(instanceId: string): Worker | undefined {
    return this.list().find((worker) => worker.observation(instanceId));
  }

  async close(): Promise<void> {
    for (const worker of this.list()) worker.close();
    await Promise.all(this.#leaving);
  }

  async #leave(worker: Worker): Promise<void> {
    if (this.#reachable.get(worker.id) !== worker) return;
    this.#reachable.delete(worker.id);
    log('worker left', { worker: worker.name });
    this.#events.onLeft(worker);
    await this.#store
      .left(worker.id)
      .catch((error: unknown) => log('cannot record that a worker left', { error: String(error) }));
  }
}
