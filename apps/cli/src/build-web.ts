// Builds the web app when something that it is made from has changed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { node, nodeBin, repo } from '../../../scripts/setup/paths.mjs';
import { run } from '../../../scripts/setup/run.mjs';
import { hashInputs, makeIfStale } from '../../../scripts/setup/stamp.mjs';

const INPUTS = ['apps/web', 'packages/protocol', 'packages/labs', 'package-lock.json'];

/** Returns whether it had to be built. */
export function buildWeb(options: {
  environment: Record<string, string>;
  logDir: string;
  signal: AbortSignal;
}): Promise<boolean> {
  const web = path.join(repo, 'apps/web');
  const logFile = path.join(options.logDir, 'web-build.log');
  const next = createRequire(path.join(web, 'package.json')).resolve('next/dist/bin/next');
  const build = () =>
    // next-intl finds its configuration from the working directory.
    run([node, next, 'build'], {
      cwd: web,
      env: {
        ...options.environment,
        PATH: `${nodeBin}:${options.environment.PATH}`,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
      },
      log: logFile,
      what: 'Building the web app',
      signal: options.signal,
    });
  return makeIfStale(path.join(web, '.next/.marina-stamp'), hashInputs(repo, INPUTS), () =>
    build().catch((error) => {
      // Turbopack loses its helper process now and then on a busy machine; a mistake in the sources fails otherwise.
      if (!readFileSync(logFile, 'utf8').includes('TurbopackInternalError')) throw error;
      return build();
    }),
  );
}
