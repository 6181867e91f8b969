// Fills the image store: the registry's directory that workers pull from.
import path from 'node:path';
import { node, repo } from '../../../scripts/setup/paths.mjs';
import { run } from '../../../scripts/setup/run.mjs';

/** The builder itself knows what is up to date. */
export function buildImages(options: {
  store: string;
  environment: Record<string, string>;
  logDir: string;
  signal: AbortSignal;
}): Promise<void> {
  return run([node, path.join(repo, 'infra/images/build.ts'), '--store', options.store], {
    cwd: repo,
    env: options.environment,
    log: path.join(options.logDir, 'images.log'),
    what: 'Building the instance images',
    signal: options.signal,
    show: true,
  });
}
