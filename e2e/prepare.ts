import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../infra/images/command.ts';
import { installPackages } from '../scripts/setup/system-packages.mjs';

/**
 * Makes what of this checkout is missing or stale: users, the database's client, pages, images. Seconds where nothing
 * is. Suites look at the worker's engine by the command line, which Marina does without: from Debian 13 on it is apart.
 */
export async function prepareCheckout(): Promise<void> {
  if (!existsSync('/usr/bin/docker')) await installPackages(['docker-cli'], path.join(tmpdir(), 'marina-suites'));
  await run([process.execPath, 'apps/cli/src/main.ts', 'prepare'], { what: 'Preparing this checkout' });
}
