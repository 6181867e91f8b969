// The few commands that a fake instance understands, for programs without a terminal and for its shell.
import { setTimeout as sleep } from 'node:timers/promises';

export type FakeFiles = Map<string, string>;
export type CommandResult = { exitCode: number; stdout: string; stderr: string };

/** `echo`, `cat`, `false`, `true`, `sleep`; anything else is not found, as in a real shell. */
export async function runFakeCommand(command: string[], files: FakeFiles, signal: AbortSignal): Promise<CommandResult> {
  const [program, ...args] = command;
  switch (program) {
    case 'echo':
      return succeed(`${args.join(' ')}\n`);
    case 'cat': {
      const text = files.get(args[0] ?? '');
      return text === undefined
        ? { exitCode: 1, stdout: '', stderr: `cat: ${args[0]}: No such file\n` }
        : succeed(text);
    }
    case 'true':
      return succeed('');
    case 'false':
      return { exitCode: 1, stdout: '', stderr: '' };
    case 'sleep':
      await sleep(Number(args[0]) * 1000, undefined, { signal }).catch(() => undefined);
      return succeed('');
    default:
      return { exitCode: 127, stdout: '', stderr: `${program}: not found\n` };
  }
}

function succeed(stdout: string): CommandResult {
  return { exitCode: 0, stdout, stderr: '' };
}
