// Settings of the Marina that shows labs to their author.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { flags, readSettings, type Settings } from './env.ts';

export type PreviewSettings = { directory: string | undefined; labs: string; settings: Settings };

/** A name, a home and a port of its own, so that it runs beside another Marina; images are shared. */
const usual = {
  MARINA_NAME: 'preview',
  MARINA_HOME: '/var/lib/marina-preview',
  MARINA_PORT: '8430',
  MARINA_IMAGE_STORE: '/var/lib/marina/images',
  MARINA_POOL: '0',
};

/** `directory` is the folder that was asked for, `labs` where its copy goes. */
export function readPreviewSettings(args: string[], caller?: NodeJS.ProcessEnv): PreviewSettings {
  const labs = path.join(readSettings(args, caller, { usual }).home, 'labs');
  const fixed = { MARINA_LABS: labs, MARINA_LABS_WATCH: 'on' };
  const { positionals } = parseArgs({ args, allowPositionals: true, options: flags });
  return { directory: positionals[0], labs, settings: readSettings(args, caller, { usual, fixed }) };
}
