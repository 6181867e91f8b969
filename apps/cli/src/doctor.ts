// `marina doctor`: what this machine can and can't do, and what to change.
import { runChecks } from '../../../scripts/setup/checks.mjs';
import { printChecks } from '../../../scripts/setup/print-checks.mjs';
import type { Settings } from './env.ts';

/** Returns whether Marina can run here. */
export async function doctor({ host, port, home }: Settings): Promise<boolean> {
  return printChecks(await runChecks({ host, port, home }));
}
