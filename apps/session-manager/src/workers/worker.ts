// One worker in reach: its engine, and what it has reported of its instances and terminals.
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import type { Observation } from '@marina/engine/instances';
import { connectLink, type LinkedEngine } from '@marina/engine/link/connect';
import { type WorkerAlert, workerAlertSchema } from '@marina/protocol/alerts';
import {
  alertsPath,
  type TerminalList,
  type TerminalVisitor,
  terminalListSchema,
  terminalPaths,
  type WorkerHello,
} from '@marina/protocol/worker-link';
import { log, messageOf } from '../log.ts';

export type WorkerEvents = {
  /** Something about this instance is different from before. */
  onInstance: (instanceId: string, observation: Observation) => void;
  onTerminals: (instanceIds: string[]) => void;
  onAlert: (alert: WorkerAlert) => void;
};

export class Worker {
  readonly id: string;
  readonly name: string;
  /** Its instances are gone because it was told to stop. */
  readonly wasDrained: boolean;
  readonly engine: LinkedEngine;
  readonly #observations = new Map<string, Observation>();
  #terminals: TerminalList['terminals'] = [];
  #hasListedTerminals = false;
  readonly #stopping = new AbortController();

  constructor(hello: WorkerHello, connection: Duplex, events: WorkerEvents) {
    this.id = hello.id;
    this.name = hello.name;
    this.wasDrained = hello.wasDrained;
    this.engine = connectLink(connection);
    void this.#follow('instances', () => this.#followInstances(events));
    void this.#follow('terminals', () => this.#followTerminals(events));
    // Not worth the link: an agent of an earlier version has none.
    this.#followAlerts(events).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) log('no alerts of a worker', { worker: this.name, error: messageOf(error) });
    });
  }

  observation(instanceId: string): Observation | undefined {
    return this.#observations.get(instanceId);
  }

  /** False while the worker, which has only just joined, may have terminals that nobody knows of here. */
  get hasListedTerminals(): boolean {
    return this.#hasListedTerminals;
  }

  terminalsOf(instanceId: string): string[] {
    return this.#terminals.filter((terminal) => terminal.instanceId === instanceId).map(({ terminalId }) => terminalId);
  }

  async openTerminal(params: { terminalId: string; instanceId: string; cols: number; rows: number }): Promise<void> {
    (await this.engine.open(terminalPaths.open, params)).resume();
    // Known at once: who opened it attaches before the agent's next list has come.
    const { terminalId, instanceId } = params;
    if (this.#terminals.some((terminal) => terminal.terminalId === terminalId)) return;
    this.#terminals = [...this.#terminals, { terminalId, instanceId }];
  }

  async closeTerminal(terminalId: string): Promise<void> {
    (await this.engine.open(terminalPaths.close, { terminalId })).resume();
  }

  attachTerminal(terminalId: string, visitor: TerminalVisitor): Promise<Duplex> {
    return this.engine.open(terminalPaths.attach, { terminalId, ...visitor });
  }

  close(): void {
    this.#stopping.abort();
    this.engine.close();
  }

  /** A worker whose reports stop is of no use: the link is cut, and the agent joins anew. */
  async #follow(what: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!this.#stopping.signal.aborted)
        log('worker stopped reporting', { worker: this.name, what, error: messageOf(error) });
    }
    this.close();
  }

  async #followInstances({ onInstance }: WorkerEvents): Promise<void> {
    for await (const observation of this.engine.instances.observe(this.#stopping.signal)) {
      if (observation.running) this.#observations.set(observation.instanceId, observation);
      else this.#observations.delete(observation.instanceId);
      onInstance(observation.instanceId, observation);
    }
  }

  async #followAlerts({ onAlert }: WorkerEvents): Promise<void> {
    const stream = await this.engine.open(alertsPath, {});
    for await (const line of createInterface({ input: stream })) onAlert(workerAlertSchema.parse(JSON.parse(line)));
  }

  async #followTerminals({ onTerminals }: WorkerEvents): Promise<void> {
    const stream = await this.engine.open(terminalPaths.watch, {});
    for await (const line of createInterface({ input: stream })) {
      const before = this.#terminals;
      this.#terminals = terminalListSchema.parse(JSON.parse(line)).terminals;
      this.#hasListedTerminals = true;
      onTerminals([...new Set([...before, ...this.#terminals].map(({ instanceId }) => instanceId))]);
    }
  }
}
