// The worker's engine, which has a thread of its own: what is asked of Docker, and what is looked at every few seconds,
// takes a millisecond here and there, and leaves garbage. On the thread that carries keys it would hold up echoes.
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { connectRelay, type Relay } from '@marina/engine/link/relay';
import type { StreamHandler } from '@marina/engine/link/serve';
import type { StartedInstance } from '@marina/engine/local/host-config';
import type { WorkerAlert } from '@marina/protocol/alerts';
import type { WorkerEnv } from '../env.ts';

export type EngineStart = {
  env: WorkerEnv;
  /** Of the group for load: processors/load-group.ts. */
  joinFile: string | undefined;
  /** Where instances are to be started: a list of processors. */
  startOn: string | undefined;
  /** Where the thread serves its engine to the first who comes. */
  socket: string;
};
export type EngineOrder = ({ type: 'start' } & EngineStart) | { type: 'end-builds' | 'remove-all' | 'close' };
export type EngineReport =
  | { type: 'done'; order: EngineOrder['type']; error?: unknown }
  | { type: 'started'; instance: StartedInstance }
  | { type: 'alert'; alert: WorkerAlert };

/** What the thread tells by itself. */
export type EngineEvents = {
  started(instance: StartedInstance): void;
  alert(alert: WorkerAlert): void;
};

/** Where the thread breaks, or the way to it, the process does; who started it starts it anew. */
export class EngineThread {
  readonly #thread = new Worker(new URL('./engine-thread-main.ts', import.meta.url), { name: 'engine' });
  readonly #ended = once(this.#thread, 'exit');
  readonly #waiting = new Map<EngineOrder['type'], PromiseWithResolvers<void>>();
  #events: EngineEvents | undefined;
  #relay: Relay | undefined;
  #isClosing = false;

  /** Begins a thread that does nothing yet: threads that begin later have no priority above the usual one. */
  constructor() {
    this.#thread.on('message', (report: EngineReport) => this.#take(report));
  }

  /** Once Docker answers. Resolves to what serves the engine's streams. @throws Error why there is no engine */
  async start(start: Omit<EngineStart, 'socket'>, events: EngineEvents): Promise<StreamHandler> {
    this.#events = events;
    const socket = path.join(start.env.run, 'engine.sock');
    await this.#order({ type: 'start', socket, ...start });
    this.#relay = connectRelay(net.connect(socket));
    void this.#relay.closed.then(() => {
      if (!this.#isClosing) throw new Error('the connection to the engine’s thread broke');
    });
    return this.#relay.serve;
  }

  /** What is being built is given up and removed, and nothing is built from now on. */
  endBuilds(): Promise<void> {
    return this.#order({ type: 'end-builds' });
  }

  /** No instance is made from now on, and all that were are removed. */
  removeAll(): Promise<void> {
    return this.#order({ type: 'remove-all' });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#relay?.close();
    this.#send({ type: 'close' });
    await this.#ended;
  }

  /** Nobody gives the same order twice at a time. */
  #order(order: EngineOrder): Promise<void> {
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(order.type, waiting);
    this.#send(order);
    return waiting.promise;
  }

  #send(order: EngineOrder): void {
    this.#thread.postMessage(order);
  }

  #take(report: EngineReport): void {
    if (report.type === 'done') this.#settle(report.order, report.error);
    else if (report.type === 'started') this.#events?.started(report.instance);
    else this.#events?.alert(report.alert);
  }

  #settle(order: EngineOrder['type'], error: unknown): void {
    const waiting = this.#waiting.get(order);
    if (error === undefined) waiting?.resolve();
    else waiting?.reject(error);
  }
}
