// All terminals of the worker: opens, finds, closes, and tells who watches the list.
import { EngineError } from '@marina/engine/errors';
import type { Instances } from '@marina/engine/instances';
import { Terminal } from './terminal.ts';

/** More would be a mistake or an attack: a shell costs the instance about 4 MB. */
const maxTerminalsPerInstance = 16;

export class TerminalHost {
  readonly #instances: Instances;
  readonly #terminals = new Map<string, Terminal>();
  readonly #watchers = new Set<() => void>();

  constructor(instances: Instances) {
    this.#instances = instances;
  }

  /** Opens a terminal under an id of the caller's choice; asking again with the same id is no error. */
  async open(id: string, instanceId: string, size: { cols: number; rows: number }): Promise<void> {
    if (this.#terminals.has(id)) return;
    if (this.ofInstance(instanceId).length >= maxTerminalsPerInstance) {
      throw new EngineError('capacity', 'the instance has all the terminals it may have');
    }
    const terminal = new Terminal(id, instanceId, await this.#instances.openPty(instanceId, size), size);
    this.#terminals.set(id, terminal);
    this.#changed();
    void terminal.ended.then(() => {
      this.#terminals.delete(id);
      this.#changed();
    });
  }

  get(id: string): Terminal {
    const found = this.#terminals.get(id);
    if (!found) throw new EngineError('not-found', 'this terminal is gone');
    return found;
  }

  async closeTerminal(id: string): Promise<void> {
    await this.#terminals.get(id)?.close();
  }

  ofInstance(instanceId: string): Terminal[] {
    return this.list().filter((terminal) => terminal.instanceId === instanceId);
  }

  list(): Terminal[] {
    return [...this.#terminals.values()];
  }

  /** Calls back on every change of the list; the result stops it. */
  watch(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  async close(): Promise<void> {
    await Promise.all(this.list().map((terminal) => terminal.close()));
  }

  #changed(): void {
    for (const onChange of this.#watchers) onChange();
  }
}
