// A terminal's reader: parses at a given speed, as xterm.js does in the browser, and waits for words in the output.
import type { Channel, Contender } from './channel.ts';

/** How long xterm.js parses before it lets the page breathe. */
const sliceMs = 12;
const timeoutMs = 60_000;
/** How much of the last output an error shows. */
const lastBytes = 200;
/** Where every shell of root's ends up, whatever else its prompt says. */
const anyPrompt = '# ';

type Chunk = { data: Uint8Array; parsed: () => void };
type Wait = { marker: Buffer; seen: Buffer; found(at: number): void; fail(why: string): void };

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
  #ended: string | undefined;
  #last = Buffer.alloc(0);

  private constructor(name: string) {
    this.name = name;
  }

  /** Opens a shell and makes its prompt `prompt`. */
  static async open(contender: Contender): Promise<Viewer> {
    const viewer = new Viewer(contender.name);
    const shown = viewer.#until(anyPrompt);
    const receive = (data: Uint8Array, parsed: () => void) => viewer.#receive({ data, parsed });
    const opening = contender.open({ receive, ended: (why) => viewer.#end(why) });
    [viewer.#channel] = await Promise.all([opening, shown]);
    // In two parts, so that the echo of the command is not taken for its outcome.
    const [head, tail] = [prompt.slice(0, 3), prompt.slice(3)];
    await viewer.run(`unset PROMPT_COMMAND; PS1='${head}''${tail}'\n`);
    return viewer;
  }

  /** Why the shell was lost, if it was. */
  get ended(): string | undefined {
    return this.#ended;
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
      const fail = (why: string) => {
        clearTimeout(timer);
        this.#wait = undefined;
        reject(
          new Error(
            `${this.name}: no ${JSON.stringify(marker)}: ${why}; seen last: ${JSON.stringify(String(this.#last))}`,
          ),
        );
      };
      const found = (at: number) => {
        clearTimeout(timer);
        this.#wait = undefined;
        resolve(at);
      };
      const timer = setTimeout(() => fail(`not in ${timeoutMs / 1000} s`), timeoutMs);
      this.#wait = { marker: Buffer.from(marker), seen: Buffer.alloc(0), found, fail };
      if (this.#ended) fail(this.#ended);
    });
  }

  #end(why: string): void {
    this.#ended ??= why;
    this.#wait?.fail(why);
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
    this.#last = Buffer.from(data.subarray(-lastBytes));
    if (this.#wait && shows(this.#wait, data)) this.#wait.found(performance.now());
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
