// The author's command, run as an author runs it: `marina lab …`.
import { spawn } from 'node:child_process';
import path from 'node:path';

const main = path.join(import.meta.dirname, '../../../apps/cli/src/main.ts');
const timeoutMs = 90_000;

export type Run = { code: number | null; output: string; seconds: number };

/** With as little memory as an honest lab needs: who reads a bomb into it, dies. */
export function labCommand(...args: string[]): Promise<Run> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--max-old-space-size=256', main, 'lab', ...args], { timeout: timeoutMs });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, seconds: (performance.now() - startedAt) / 1000 }));
  });
}
