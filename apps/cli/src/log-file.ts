// The log of one process: begun anew at each start of Marina, with the one before kept.
import { existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';

const LAST_WORDS_LENGTH = 160;

export interface LogFile {
  path: string;
  /** What a child process writes to; the file goes on when we are killed, which a pipe would not. */
  fd: number;
  /** The last line that speaks of an error; empty when none does. */
  lastError(): string;
}

export function openLog(home: string, name: string): LogFile {
  const directory = path.join(home, 'log');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = path.join(directory, `${name}.log`);
  if (existsSync(file)) renameSync(file, `${file}.1`);
  return { path: file, fd: openSync(file, 'a', 0o600), lastError: () => readLastError(file) };
}

/** Node ends a crash with its version; what happened stands above the stack. */
function readLastError(file: string): string {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const telling = lines.findLast((line) => /error|fatal/i.test(line) && !/^\s+at /.test(line)) ?? '';
  return telling.trim().slice(0, LAST_WORDS_LENGTH);
}
