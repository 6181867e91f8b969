// The server that contract tests talk to: answers each line with `heard LINE`.
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';

export function answerLines(socket: Duplex): void {
  socket.on('error', () => undefined);
  createInterface({ input: socket }).on('line', (line) => void socket.write(`heard ${line}\n`));
}
