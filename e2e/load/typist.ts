// Somebody who types into a shell at a steady pace, whether or not the echoes keep up, and counts them.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender } from '../bench/terminal/channel.ts';
import { Viewer } from '../bench/terminal/viewer.ts';

const keys = 'abcdefghijklmnopqrstuvwxyz';
/** Shorter than a line, so that the shell has nothing to write but the key. */
const keysPerLine = 50;
const eraseLine = '\x15';

export class Typist {
  sent = 0;
  readonly echoesMs: number[] = [];
  readonly #viewer: Viewer;
  /** Keys whose echo has not come yet, oldest first. */
  readonly #awaited: { code: number; typedAt: number }[] = [];

  private constructor(viewer: Viewer) {
    this.#viewer = viewer;
    viewer.onParsed = (data) => this.#read(data);
  }

  /** Resolves once the shell waits for keys. */
  static async sitDown(contender: Contender): Promise<Typist> {
    return new Typist(await Viewer.open(contender));
  }

  /** Types from a moment of its own within the first interval, as people who know nothing of each other. */
  async typeFor(seconds: number, everyMs: number): Promise<void> {
    const startAt = performance.now() + Math.random() * everyMs;
    for (let at = 0; at < (seconds * 1000) / everyMs; at++) {
      await sleep(Math.max(0, startAt + at * everyMs - performance.now()));
      this.#typeKey();
    }
  }

  get lost(): number {
    return this.#awaited.length;
  }

  /** Whether its connection was lost. */
  get isCut(): boolean {
    return this.#viewer.ended !== undefined;
  }

  close(): void {
    this.#viewer.close();
  }

  #typeKey(): void {
    const key = keys[this.sent % keys.length] ?? '';
    this.#awaited.push({ code: key.charCodeAt(0), typedAt: performance.now() });
    this.#viewer.type(this.sent % keysPerLine === 0 ? eraseLine + key : key);
    this.sent++;
  }

  /** Nothing else that the shell writes has small letters: each is the echo of the oldest key, or that one is lost. */
  #read(data: Uint8Array): void {
    const now = performance.now();
    for (const code of data) {
      const [oldest] = this.#awaited;
      if (code !== oldest?.code) continue;
      this.#awaited.shift();
      this.echoesMs.push(now - oldest.typedAt);
    }
  }
}
