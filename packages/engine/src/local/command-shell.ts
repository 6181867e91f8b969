// The machine's own commands, such as mount and mkfs, started by a small shell that stays. Node would fork for each of
// them, which copies the page tables of all that this process holds: milliseconds in which no terminal gets its echo.
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** Resolves with what the command says. @throws CommandError when it does not exit with 0 */
export type RunCommand = (command: string, ...args: string[]) => Promise<string>;

export class CommandError extends Error {
  readonly exitCode: number;

  constructor(command: string, exitCode: number, said: string) {
    super(`${command} exited with ${exitCode}: ${said.trim()}`);
    this.exitCode = exitCode;
  }
}

type Waiting = { command: string; resolve: (said: string) => void; reject: (error: Error) => void };
/** A shell, and what is waited for that it was told to do. */
type Shell = { input: Writable; waiting: Map<number, Waiting> };

/** What a record of the shell's can carry in one piece, with room for its numbers: pipe(7), PIPE_BUF. */
const mostSaidBytes = 3_000;
const gone = -1;

export class CommandShell {
  readonly #start: readonly [string, ...string[]];
  #shell: Shell | undefined;
  #last = 0;

  /** `start` is the command that starts a POSIX shell which reads what to do from its input. */
  constructor(start: readonly [string, ...string[]] = ['sh']) {
    this.#start = start;
  }

  /** Several may run at once. They have no input, and of their output the first 3,000 bytes are kept. */
  readonly run: RunCommand = (command, ...args) =>
    new Promise((resolve, reject) => {
      const number = ++this.#last;
      this.#shell ??= this.#open();
      this.#shell.waiting.set(number, { command, resolve, reject });
      this.#shell.input.write(`${scriptOf(number, [command, ...args])}\n`);
    });

  /** Commands that run go on. */
  close(): void {
    this.#shell?.input.end();
    this.#shell = undefined;
  }

  #open(): Shell {
    const [program, ...args] = this.#start;
    const child = spawn(program, args, {
      cwd: '/',
      // A session of its own: Linux may group processes by session when it shares out processors.
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const shell: Shell = { input: child.stdin, waiting: new Map() };
    followRecords(child.stdout, shell);
    // Lengths are bytes, and words are the same everywhere.
    child.stdin.write('export LC_ALL=C\n');
    child.stdin.on('error', () => undefined);
    const forget = () => {
      // Somebody has killed it: the next command has a new one.
      if (this.#shell === shell) this.#shell = undefined;
    };
    child.once('exit', forget);
    child.once('error', forget);
    // Only now: commands that it had started still tell what became of them.
    child.once('close', () => {
      for (const number of [...shell.waiting.keys()]) settle(shell, number, gone, 'its shell has ended');
    });
    return shell;
  }
}

function followRecords(output: Readable, shell: Shell): void {
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    const records = (rest + text).split('\0');
    rest = records.pop() ?? '';
    for (const record of records) {
      const [, number, exitCode, said = ''] = /^(\d+) (\d+) (.*)$/s.exec(record) ?? [];
      settle(shell, Number(number), Number(exitCode), said);
    }
  });
}

function settle({ waiting }: Shell, number: number, exitCode: number, said: string): void {
  const one = waiting.get(number);
  waiting.delete(number);
  if (exitCode === 0) one?.resolve(said);
  else one?.reject(new CommandError(one.command, exitCode, said));
}

/** In the background of a shell that ends at once, so that the one that stays waits for nothing. */
function scriptOf(number: number, command: readonly string[]): string {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const report = `printf '%s %s %.${mostSaidBytes}s\\000' ${number} "$?" "$said"`;
  return `( { said=$(${quoted} </dev/null 2>&1); ${report}; } & )`;
}
