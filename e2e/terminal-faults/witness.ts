// A browser in front of a writer: keeps every byte that it is sent, types numbered keys, and compares both with what
// the instance says.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { BrowserTerminal } from '../browser-terminal.ts';
import { HeadlessScreen } from '../headless-screen.ts';
import { eventually } from '../machine/settle.ts';
import type { Playground } from '../playground.ts';
import { Shell } from '../shell.ts';
import type { TerminalAddress } from '../student.ts';
import * as writer from './writer-program.ts';

const typeEveryMs = 20;
const pasteEvery = 50;
const pasteBytes = 1500;
const settleMs = 60_000;

export type Report = {
  /** How often output went on where it had stopped, and how often the screen had to start over. */
  resumed: number;
  snapshots: number;
  rows: { what: string; expected: string; seen: string; ok: boolean }[];
};

class KeepingScreen extends HeadlessScreen {
  readonly received: Buffer[] = [];

  override write(data: Uint8Array, parsed?: () => void): void {
    this.received.push(Buffer.from(data));
    super.write(data, parsed);
  }
}

export class Witness {
  readonly browser: BrowserTerminal<KeepingScreen>;
  readonly #playground: Playground;
  readonly #typed: string[] = [];
  #lost = 0;
  #isTyping = true;

  private constructor(address: TerminalAddress, playground: Playground, retryMs: () => number) {
    this.browser = new BrowserTerminal(address, new KeepingScreen({ cols: 80, rows: 24 }));
    this.#playground = playground;
    // As a browser does that is told the network is back.
    this.browser.onState((state) => {
      if (state.is !== 'reconnecting') return;
      this.#lost += 1;
      setTimeout(() => this.browser.retryNow(), retryMs());
    });
  }

  /** Resolves once the writer writes. */
  static async begin(
    playground: Playground,
    reach: (url: string) => string,
    bytesPerSecond: number,
    retryMs: () => number,
  ): Promise<Witness> {
    const { student, session, instance } = playground;
    const shell = await Shell.open(playground);
    await shell.run(writer.makeWriter);
    shell.close();
    const { url, headers } = student.addressOf(session, await student.openTerminal(session, instance));
    const witness = new Witness({ url: reach(url), headers }, playground, retryMs);
    await witness.browser.becomes('live');
    witness.browser.type(writer.startWriter(bytesPerSecond));
    await eventually('the writer writes', async () => witness.#output().includes(writer.begin), settleMs);
    void witness.#type();
    return witness;
  }

  get bytes(): number {
    return this.browser.screen.received.reduce((sum, { length }) => sum + length, 0);
  }

  async finish(): Promise<Report> {
    this.#isTyping = false;
    await this.browser.becomes('live', settleMs);
    this.#press(writer.stopKey);
    // The first one was cut off when a manager died.
    const shell = await Shell.open(this.#playground);
    await eventually('the writer has ended', async () => (await shell.run(writer.hasWritten)) === 0, settleMs);
    await eventually('its end is seen', async () => this.#output().includes(`\r\n${writer.end}`), settleMs);
    await this.browser.screen.parsed();
    const written = writer.parseResult(await shell.read(writer.readResult));
    const { restores } = this.browser.screen;
    const rows = this.#compare(written);
    this.browser.close();
    shell.close();
    return { resumed: this.#lost, snapshots: restores - 1, rows };
  }

  async #type(): Promise<void> {
    for (let at = 0; this.#isTyping; at++) {
      const key = `k${String(at).padStart(6, '0')};`;
      this.#press(at % pasteEvery === 0 ? key + 'p'.repeat(pasteBytes) : key);
      await sleep(typeEveryMs);
    }
  }

  #press(text: string): void {
    this.#typed.push(text);
    this.browser.type(text);
  }

  #output(): Buffer {
    return Buffer.concat(this.browser.screen.received);
  }

  #compare(written: writer.Written): Report['rows'] {
    const output = this.#output();
    const start = output.indexOf(writer.begin) + writer.begin.length;
    const stream = output.subarray(start, output.lastIndexOf(writer.end));
    const typed = Buffer.from(this.#typed.join(''));
    const row = (what: string, expected: string | number, seen: string | number) => ({
      what,
      expected: String(expected).slice(0, 16),
      seen: String(seen).slice(0, 16),
      ok: expected === seen,
    });
    return [
      row('bytes written and received', written.bytes, stream.length),
      row('their SHA-256', written.sha, sha256(stream)),
      row(`SHA-256 of the last ${writer.tailLines} lines, rendered`, written.tailSha, sha256(this.#renderedTail())),
      row('bytes typed and read', typed.length, written.typedBytes),
      row('their SHA-256', sha256(typed), written.typedSha),
    ];
  }

  #renderedTail(): string {
    const { active } = this.browser.screen.terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, at) => active.getLine(at)?.translateToString(true) ?? '');
    const end = lines.lastIndexOf(writer.end.trim());
    return lines.slice(end - writer.tailLines, end).join('\n');
  }
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}
