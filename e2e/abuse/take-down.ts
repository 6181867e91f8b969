// `marina down` for a Marina of the suite: of which something is left when its stop failed, or when it was killed.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { MarinaPlace } from '../marina-under-test.ts';

const run = promisify(execFile);
const repo = path.join(import.meta.dirname, '../..');

/** `env`: MARINA_* as at its start. Resolves also when nothing is left. */
export async function takeDown({ name, home }: MarinaPlace, env: Record<string, string>): Promise<void> {
  const args = ['apps/cli/src/main.ts', 'down', '--name', name, '--home', home];
  const all = { MARINA_IMAGE_STORE: '/var/lib/marina/images', ...process.env, ...env };
  await run(process.execPath, args, { cwd: repo, env: all, timeout: 100_000 });
}
