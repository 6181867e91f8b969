// A terminal's reader: parses at a given speed, as xterm.js does in the browser, and waits for words in the output.
import type { Channel, Contender } from './channel.ts';

/** How long xterm.js parses before it lets the page breathe. */
const sliceMs = 12;
const timeoutMs = 60_000;

type Chunk = { data: Uint8Array; parsed: () => void };
type Wait = { marker: Buffer; seen: Buffer; resolve: (at: number) => void };

export class Viewer {
  readonly name: string;
  /** Infinity: at once, on arrival. */
  bytesPerSecond = Number.POSITIVE_INFINITY;
  parsedBytes = 0;
  onParsed: ((data: Uint8Array) => void) | undefined;
  readonly #queue: Chunk[] = [];
  #channel: Channel | undefined;
  #wait: Wait | undefined;
  #isParsing = false;

  private constructor(name: string) {
    this.name = name;
  }

  /** Opens a shell whose prompt is `prompt`. */
  static async open(contender: Contender): Promise<Viewer> {
    const viewer = new Viewer(contender.name);
    viewer.#channel = await contender.open((data, parsed) => viewer.#receive({ data, parsed }));
    // In two parts, so that the echo of the command is not taken for its outcome.
    const [head, tail] = [prompt.slice(0, 3), prompt.slice(3)];
    await viewer.run(`unset PROMPT_COMMAND; PS1='${head}''${tail}'\n`);
    return viewer;
  }

  type(text: string): void {
    this.#channel?.type(text);
  }

  /** Types, and resolves with the time at which `marker` had been parsed. */
  async answer(text: string, marker: string): Promise<number> {
    const waiting = this.#until(marker);
    this.type(text);
    return waiting;
  }

  run(command: string): Promise<number> {
    return this.answer(command, prompt);
  }

  close(): void {
    this.#channel?.close();
  }

  #until(marker: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${this.name}: no ${JSON.stringify(marker)} in ${timeoutMs / 1000} s`));
      }, timeoutMs);
      this.#wait = {
        marker: Buffer.from(marker),
        seen: Buffer.alloc(0),
        resolve: (at) => {
          clearTimeout(timer);
          resolve(at);
        },
      };
    });
  }

  #receive(chunk: Chunk): void {
    if (!this.#isParsing && this.bytesPerSecond === Number.POSITIVE_INFINITY) {
      this.#parse(chunk);
      return;
    }
    this.#queue.push(chunk);
    if (!this.#isParsing) void this.#parseSlowly();
  }

  /** Every chunk is done no sooner than a parser of this speed would be; timers of 1 ms make that a little later. */
  async #parseSlowly(): Promise<void> {
    this.#isParsing = true;
    let doneAt = performance.now();
    for (let chunk = this.#queue.shift(); chunk; chunk = this.#queue.shift()) {
      doneAt = Math.max(doneAt, performance.now() - sliceMs) + (chunk.data.length / this.bytesPerSecond) * 1000;
      while (performance.now() < doneAt) await new Promise((resolve) => setTimeout(resolve, 1));
      this.#parse(chunk);
    }
    this.#isParsing = false;
  }

  #parse({ data, parsed }: Chunk): void {
    this.parsedBytes += data.length;
    this.onParsed?.(data);
    const wait = this.#wait;
    if (wait && shows(wait, data)) {
      this.#wait = undefined;
      wait.resolve(performance.now());
    }
    parsed();
  }
}

/** No small letters: those are the keys whose echoes are measured, and a shell may write its prompt again. */
export const prompt = 'BENCH# ';

/** Whether the marker has come, counting what came just before `data`. */
function shows(wait: Wait, data: Uint8Array): boolean {
  const bytes = Buffer.concat([wait.seen, data]);
  if (bytes.includes(wait.marker)) return true;
  wait.seen = bytes.subarray(Math.max(0, bytes.length - wait.marker.length + 1));
  return false;
}
