// What a worker's machine has.
import os from 'node:os';

/** Of the whole machine: `os.availableParallelism` tells what the calling thread may use, which may be one processor. */
export function capacity() {
  return { memoryBytes: os.totalmem(), cpus: os.cpus().length };
}
