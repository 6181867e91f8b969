// All terminals of the worker: opens, adopts, finds, closes, and tells who watches the list.
import { EngineError } from '@marina/engine/errors';
import { log, messageOf } from '../log.ts';
import type { Shells } from '../shells/open-shell.ts';
import type { Shell } from '../shells/shell.ts';
import type { Checkpoint } from './checkpoint-rule.ts';
import { Mirrors } from './mirror/mirrors.ts';
import { WorkerPace } from './output-pace.ts';
import { Terminal } from './terminal.ts';
import type { TerminalRecord, TerminalRecords } from './terminal-records.ts';

/** More would be a mistake or an attack: a shell costs the instance about 4 MB. */
const maxTerminalsPerInstance = 16;
/** A screen that isn't drawn by then is drawn while browsers wait for it. */
const drawTimeoutMs = 5_000;

export class TerminalHost {
  readonly #shells: Shells;
  readonly #records: TerminalRecords;
  readonly #terminals = new Map<string, Terminal>();
  readonly #opening = new Map<string, Promise<void>>();
  readonly #workerPace = new WorkerPace();
  readonly #mirrors = new Mirrors();
  readonly #watchers = new Set<() => void>();
  #isLeaving = false;

  constructor(shells: Shells, records: TerminalRecords) {
    this.#shells = shells;
    this.#records = records;
  }

  /** Opens a terminal under an id of the caller's choice; asking again with the same id is no error. */
  async open(id: string, instanceId: string, size: { cols: number; rows: number }): Promise<void> {
    if (this.#terminals.has(id)) return;
    const opening = this.#opening.get(id) ?? this.#open(id, instanceId, size);
    this.#opening.set(id, opening);
    await opening.finally(() => this.#opening.delete(id));
  }

  /** Takes over the kept shells of an agent before this one; resolves when their screens are drawn. */
  async adopt(): Promise<number> {
    const adopted = await Promise.all((await this.#records.all()).map((record) => this.#adopt(record)));
    return adopted.filter(Boolean).length;
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

  /** Ends every shell. */
  async close(): Promise<void> {
    await Promise.all(this.list().map((terminal) => terminal.close()));
    await this.#mirrors.close();
  }

  /** Leaves the kept shells to the next agent. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    await Promise.all(this.list().map((terminal) => terminal.leave()));
    await this.#mirrors.close();
  }

  async #open(id: string, instanceId: string, size: { cols: number; rows: number }): Promise<void> {
    if (this.ofInstance(instanceId).length >= maxTerminalsPerInstance) {
      throw new EngineError('capacity', 'the instance has all the terminals it may have');
    }
    // First the record: a shell without one could never be found again.
    await this.#records.add({ id, instanceId });
    try {
      this.#add(id, instanceId, await this.#shells.open(instanceId, id, size));
    } catch (error) {
      await this.#records.remove(id);
      throw error;
    }
  }

  async #adopt({ id, instanceId, checkpoint }: TerminalRecord): Promise<boolean> {
    try {
      const shell = await this.#shells.adopt(instanceId, id, checkpoint?.snapshot.offset ?? 0);
      if (!shell) throw new EngineError('not-found', 'its shell is gone');
      const isOfThisLife = checkpoint?.epoch === shell.start.epoch;
      const terminal = this.#add(id, instanceId, shell, isOfThisLife ? checkpoint : undefined);
      await Promise.race([terminal.caughtUp, new Promise((resolve) => setTimeout(resolve, drawTimeoutMs).unref())]);
      return true;
    } catch (error) {
      log('a terminal could not be taken over', { id, error: messageOf(error) });
      await this.#records.remove(id);
      return false;
    }
  }

  #add(id: string, instanceId: string, shell: Shell, checkpoint?: Checkpoint): Terminal {
    const onCheckpoint = (made: Checkpoint) => this.#records.saveScreen(id, made);
    const shared = { workerPace: this.#workerPace, mirrors: this.#mirrors };
    const terminal = new Terminal({ id, instanceId, shell, checkpoint, onCheckpoint, ...shared });
    this.#terminals.set(id, terminal);
    this.#changed();
    void terminal.ended.then(() => this.#remove(id));
    return terminal;
  }

  async #remove(id: string): Promise<void> {
    this.#terminals.delete(id);
    this.#changed();
    if (!this.#isLeaving) await this.#records.remove(id);
  }

  #changed(): void {
    for (const onChange of this.#watchers) onChange();
  }
}
