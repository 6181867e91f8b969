// runc makes a keyring for each instance and each of its shells, and the kernel counts them all for one user: with its
// usual limit of 200, a class can't open more terminals than that.
import { readFile, writeFile } from 'node:fs/promises';
import { log, messageOf } from './log.ts';

const keyrings = 20_000;
/** A keyring's name is accounted with it. */
const bytesPerKeyring = 100;

/** Raises the machine's limits where they are lower; where it may not, the log says so and `doctor` does. */
export async function raiseKeyringLimits(directory = '/proc/sys/kernel/keys'): Promise<void> {
  try {
    await raise(`${directory}/maxkeys`, keyrings);
    await raise(`${directory}/maxbytes`, keyrings * bytesPerKeyring);
  } catch (error) {
    log('the limit of keyrings stays', { error: messageOf(error) });
  }
}

async function raise(file: string, least: number): Promise<void> {
  if (Number(await readFile(file, 'utf8')) < least) await writeFile(file, String(least));
}
