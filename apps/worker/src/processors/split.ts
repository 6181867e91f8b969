// Which of the machine's processors are for what burns, and which one is left to keystrokes.
import { readFile } from 'node:fs/promises';
import { formatProcessors, parseProcessors } from '@marina/engine/local/processor-list';

export type Split = {
  /** All but the last, which keepers of shells prefer: keeper.c. Examples with `--cpuset-cpus 0` always work. */
  forLoad: string;
  /** How many they are. */
  count: number;
};

/** Undefined on a machine with one processor. */
export async function splitProcessors(): Promise<Split | undefined> {
  return splitOf(await readFile('/sys/devices/system/cpu/online', 'utf8').catch(() => ''));
}

export function splitOf(online: string): Split | undefined {
  const forLoad = parseProcessors(online).slice(0, -1);
  return forLoad.length > 0 ? { forLoad: formatProcessors(forLoad), count: forLoad.length } : undefined;
}
