// Which terminals there are, on disk: the next agent finds them by these records, never by what an instance says.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { idSchema } from '@marina/protocol/ids';
import { z } from 'zod';
import type { Checkpoint } from './checkpoint-rule.ts';

export type TerminalRecord = { id: string; instanceId: string; checkpoint?: Checkpoint | undefined };

const recordSchema = z.strictObject({ id: idSchema('terminal'), instanceId: idSchema('instance') });

const screenSchema = z.strictObject({
  epoch: z.string().transform(BigInt),
  offset: z.number().int(),
  cols: z.number().int(),
  rows: z.number().int(),
});

export class TerminalRecords {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async add(record: { id: string; instanceId: string }): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.#write(`${record.id}.json`, JSON.stringify(record));
  }

  /** A screen for a terminal that has been removed meanwhile is dropped. */
  async saveScreen(id: string, { epoch, snapshot }: Checkpoint): Promise<void> {
    if (!existsSync(this.#path(`${id}.json`))) return;
    const { offset, cols, rows, data } = snapshot;
    const head = JSON.stringify({ epoch: String(epoch), offset, cols, rows });
    await this.#write(`${id}.screen`, Buffer.concat([Buffer.from(`${head}\n`), data]));
    if (!existsSync(this.#path(`${id}.json`))) await this.remove(id);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(`${id}.json`), { force: true });
    await rm(this.#path(`${id}.screen`), { force: true });
  }

  /** What an earlier agent has left. What can't be read is removed. */
  async all(): Promise<TerminalRecord[]> {
    const names = await readdir(this.#directory).catch(() => []);
    const records = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => this.#read(name)));
    return records.filter((record) => record !== undefined);
  }

  async #read(name: string): Promise<TerminalRecord | undefined> {
    try {
      const record = recordSchema.parse(JSON.parse(await readFile(this.#path(name), 'utf8')));
      return { ...record, checkpoint: await this.#readScreen(record.id) };
    } catch {
      await this.remove(name.replace(/\.json$/, ''));
      return undefined;
    }
  }

  async #readScreen(id: string): Promise<Checkpoint | undefined> {
    const file = await readFile(this.#path(`${id}.screen`)).catch(() => undefined);
    if (!file) return undefined;
    const end = file.indexOf('\n');
    const { epoch, ...place } = screenSchema.parse(JSON.parse(file.subarray(0, end).toString()));
    return { epoch, snapshot: { ...place, data: file.subarray(end + 1) } };
  }

  /** Whole or not at all: an agent may be killed at any time. */
  async #write(name: string, content: string | Buffer): Promise<void> {
    await writeFile(this.#path(`${name}.new`), content, { mode: 0o600 });
    await rename(this.#path(`${name}.new`), this.#path(name));
  }

  #path(name: string): string {
    return path.join(this.#directory, name);
  }
}
