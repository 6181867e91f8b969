import { run } from '../infra/images/command.ts';

/** Makes what of this checkout is missing or stale: users, the database's client, pages, images. Seconds where nothing is. */
export async function prepareCheckout(): Promise<void> {
  await run([process.execPath, 'apps/cli/src/main.ts', 'prepare'], { what: 'Preparing this checkout' });
}
