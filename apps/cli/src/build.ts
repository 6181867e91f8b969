// What is made from the clone before anything starts; each part only when it is stale.
import path from 'node:path';
import { generateClient } from '../../../scripts/setup/generate-client.mjs';
import { createSteps } from '../../../scripts/setup/steps.mjs';
import { buildImages } from './build-images.ts';
import { buildWeb } from './build-web.ts';
import type { Settings } from './env.ts';
import { ensureUsers } from './users.ts';

interface BuildContext {
  settings: Settings;
  steps: ReturnType<typeof createSteps>;
  signal: AbortSignal;
}

export async function buildAll({ settings, steps, signal }: BuildContext): Promise<void> {
  const logDir = path.join(settings.home, 'log');
  const environment = settings.inherited;
  const upToDate = (made: boolean) => (made ? 'new' : 'up to date');
  await steps.run('database client generated', async () => upToDate(await generateClient(logDir)));
  // Whoever runs Marina without pages needs none built.
  if (environment.MARINA_WEB !== 'off')
    await steps.run('web app built', async () => upToDate(await buildWeb({ environment, logDir, signal })));
  await steps.run('instance images built', () =>
    buildImages({ store: settings.imageStore, environment, logDir, signal }),
  );
}

/** `marina prepare`: everything that `marina up` needs, without starting it; what the tests begin with. */
export async function prepare(settings: Settings, signal: AbortSignal): Promise<void> {
  const steps = createSteps(settings.firstStep);
  await steps.run('system users made', () => void ensureUsers());
  await buildAll({ settings, steps, signal });
}
