// A shell that a keeper holds in the instance: it survives this agent, and its dockerd, without a lost or doubled byte.
import { setTimeout as sleep } from 'node:timers/promises';
import type { PtySize } from '@marina/engine/instances';
import type { Docker } from '@marina/engine/local/docker';
import { answerFrame, hangUpFrame, type KeeperFrame, resizeFrame, typingFrames } from './keeper-frames.ts';
import { type KeeperLink, linkKeeper } from './keeper-link.ts';
import type { Shell, ShellEvents, ShellStart, Typist } from './shell.ts';

/** How long a dockerd may be away before its shells are given up: the worker starts it again within seconds. */
const patienceMs = 60_000;
const retryMs = 100;
const hangUpTimeoutMs = 5_000;
/** What was sent lately is sent again where it got lost on the way to the keeper. */
const recentBytes = 64 * 1024;

export type KeeperPlace = { client: Docker; instanceId: string; name: string };

type Sent = { frame: Buffer; isMissing(start: ShellStart): boolean };

export class KeptShell implements Shell {
  readonly isKept = true;
  readonly start: ShellStart;
  readonly #place: KeeperPlace;
  readonly #recent: Sent[] = [];
  readonly #ended = Promise.withResolvers<void>();
  #recentBytes = 0;
  #link: KeeperLink | undefined;
  #events: ShellEvents | undefined;
  #offset: number;
  #asked: PtySize | undefined;
  #isPaused = false;
  #isReleased = false;
  #hasEnded = false;

  constructor(place: KeeperPlace, link: KeeperLink) {
    this.#place = place;
    this.#link = link;
    this.start = link.start;
    this.#offset = link.start.offset;
  }

  begin(events: ShellEvents): void {
    this.#events = events;
    if (this.#link) this.#follow(this.#link);
  }

  type(data: Uint8Array, typist: Typist): boolean {
    const { client } = typist;
    const sent = typingFrames(data, typist).map(({ total, frame }) =>
      this.#send({ frame, isMissing: ({ typed }) => total > (typed.get(client) ?? 0n) }),
    );
    return !sent.includes(false);
  }

  answer(data: string, offset: number): void {
    this.#send({ frame: answerFrame(data, offset), isMissing: ({ answered }) => offset > answered });
  }

  resize(size: PtySize): void {
    this.#asked = size;
    this.#link?.write(resizeFrame(size));
  }

  pause(): void {
    this.#isPaused = true;
    this.#link?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#link?.resume();
  }

  async hangUp(): Promise<void> {
    this.#link?.write(hangUpFrame);
    // What it still says is of no use to anybody.
    this.#link?.resume();
    const timeout = sleep(hangUpTimeoutMs, undefined, { ref: false });
    await Promise.race([this.#ended.promise, timeout]);
    if (!this.#hasEnded) this.#end(-1);
    this.release();
  }

  release(): void {
    this.#isReleased = true;
    this.#link?.close();
  }

  #follow(link: KeeperLink): void {
    this.#link = link;
    link.onWritable(() => this.#events?.writable());
    link.begin((frame) => this.#take(frame));
    if (this.#isPaused) link.pause();
    void link.closed.then(() => this.#lost());
  }

  #take(frame: KeeperFrame): void {
    switch (frame.type) {
      case 'output':
        this.#offset += frame.bytes.length;
        this.#events?.output(frame.bytes);
        break;
      case 'size':
        this.#events?.resized(frame.size);
        break;
      case 'exit':
        this.#end(frame.code);
        break;
      case 'hello':
        break;
    }
  }

  /** dockerd has gone, or the keeper, or the instance. */
  async #lost(): Promise<void> {
    this.#link = undefined;
    const deadline = performance.now() + patienceMs;
    while (!this.#isReleased && !this.#hasEnded) {
      const link = await this.#reach();
      if (typeof link === 'object') return this.#goOn(link);
      if (link === 'gone' || performance.now() > deadline) return this.#end(-1);
      await sleep(retryMs);
    }
  }

  /** Undefined while dockerd is away, which alone knows whether the instance still runs. */
  async #reach(): Promise<KeeperLink | 'gone' | undefined> {
    const { client, instanceId, name } = this.#place;
    try {
      return (await linkKeeper(client, instanceId, name, this.#offset)) ?? 'gone';
    } catch {
      return undefined;
    }
  }

  #goOn(link: KeeperLink): void {
    const { start } = link;
    if (start.epoch !== this.start.epoch || start.offset !== this.#offset || this.#isReleased) {
      link.close();
      this.#end(-1);
      return;
    }
    for (const { frame, isMissing } of this.#recent) if (isMissing(start)) link.write(frame);
    if (this.#asked) link.write(resizeFrame(this.#asked));
    this.#follow(link);
    this.#events?.writable();
  }

  #end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#events?.ended(code);
    this.#ended.resolve();
  }

  #send(sent: Sent): boolean {
    this.#recent.push(sent);
    this.#recentBytes += sent.frame.length;
    while (this.#recentBytes > recentBytes && this.#recent.length > 1) {
      this.#recentBytes -= this.#recent.shift()?.frame.length ?? 0;
    }
    return this.#link?.write(sent.frame) ?? false;
  }
}
