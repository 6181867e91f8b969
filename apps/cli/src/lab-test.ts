// `marina lab test DIR…`: does every lab in real instances, in a Marina of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { node, repo } from '../../../scripts/setup/paths.mjs';

export async function testLabs(args: string[]): Promise<number> {
  if (args.length === 0) throw new Error('Say which folder to test: marina lab test DIR.');
  const child = spawn(node, [path.join(repo, 'e2e/labs/main.ts'), ...args], { stdio: 'inherit' });
  // It has a Marina to stop before it ends.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
