// A terminal of its own in a playground, and the commands that are run there.
import { type AttachedTerminal, promptPattern } from './attached-terminal.ts';
import type { Playground } from './playground.ts';
import type { TerminalAddress } from './student.ts';

export class Shell {
  readonly address: TerminalAddress;
  readonly #terminal: AttachedTerminal;
  #marks = 0;

  private constructor(address: TerminalAddress, terminal: AttachedTerminal) {
    this.address = address;
    this.#terminal = terminal;
  }

  static async open({ student, session, instance }: Playground): Promise<Shell> {
    const id = await student.openTerminal(session, instance);
    const terminal = student.attach(session, id);
    await terminal.until(promptPattern);
    return new Shell(student.addressOf(session, id), terminal);
  }

  async has(command: string): Promise<boolean> {
    return (await this.run(`command -v ${command} >/dev/null`)) === 0;
  }

  /** Returns the exit code. */
  async run(command: string, timeoutMs?: number): Promise<number> {
    const mark = `m${this.#marks++}`;
    // In two parts, so that the echo of the command is not taken for its outcome.
    this.#terminal.type(`${command}; echo "en""ded:${mark}:$?:"\n`);
    await this.#terminal.until(new RegExp(`ended:${mark}:\\d+:`), timeoutMs);
    return Number(new RegExp(`ended:${mark}:(\\d+):`).exec(this.#terminal.text())?.[1]);
  }

  /** Returns what the command prints, a single line. */
  async read(command: string): Promise<string> {
    const mark = `m${this.#marks++}`;
    this.type(`echo "re""ad:${mark}:$(${command}):"\n`);
    const pattern = new RegExp(`read:${mark}:([^:]*):`);
    await this.#terminal.until(pattern);
    return (pattern.exec(this.#terminal.text())?.[1] ?? '').replace(/\r\n/g, '');
  }

  type(text: string): void {
    this.#terminal.type(text);
  }

  close(): void {
    this.#terminal.close();
  }
}
