// `marina user add EMAIL NAME`: an account for an installation that asks people to sign in.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { node, repo } from '../../../scripts/setup/paths.mjs';
import type { Settings } from './env.ts';
import { privatePostgresUrl } from './postgres.ts';
import { loadSecrets } from './secrets.ts';

/** Prints the new account's password; false when it could not be made. */
export function addUser(settings: Settings, [email = '', name = '']: string[]): boolean {
  const script = path.join(repo, 'apps/session-manager/src/add-account.ts');
  const { status } = spawnSync(node, [script, email, name], {
    stdio: 'inherit',
    env: {
      ...settings.inherited,
      NODE_ENV: 'production',
      DATABASE_URL: settings.databaseUrl ?? privatePostgresUrl(settings),
      MARINA_PUBLIC_URL: settings.publicUrl,
      MARINA_AUTH_SECRET: loadSecrets(settings.home).authSecret,
    },
  });
  return status === 0;
}
