// Runs a program and keeps what it prints for the error message.
import { spawn } from 'node:child_process';
import { explain } from './failure.ts';

interface Options {
  /** What the program is doing, for the error message. */
  what: string;
  env?: Record<string, string>;
  cwd?: string;
  /** Ends the program at once. */
  signal?: AbortSignal;
}

const KEPT_CHARACTERS = 64 * 1024;

/** Runs `argv` and answers its standard output, or throws the one-sentence reason why it failed. */
export function run(argv: [string, ...string[]], options: Options): Promise<string> {
  const [program, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      signal: options.signal,
      killSignal: 'SIGKILL',
      env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let all = '';
    const keep = (text: string) => {
      all = (all + text).slice(-KEPT_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out = (out + text).slice(-KEPT_CHARACTERS);
      keep(text);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(explain(options.what, all))));
  });
}

/**
 * Wraps a command so that its mounts and processes end with it, however it ends: a private mount namespace goes with
 * its last process, and a PID namespace's processes are killed with its first.
 */
export function contained(argv: [string, ...string[]]): [string, ...string[]] {
  // The death signal passes an end of this process on, even a kill, to what it started.
  return [
    'setpriv',
    '--pdeathsig',
    'KILL',
    'unshare',
    '--mount',
    '--pid',
    '--ipc',
    '--fork',
    '--kill-child',
    '--propagation',
    'private',
    ...argv,
  ];
}
