// To wake up is all that this thread does: see metronome.ts.
import { isMainThread, workerData } from 'node:worker_threads';
import { keepOnLastProcessor, thisThread, wakeUpAtOnce } from '@marina/protocol/thread-scheduling';
import { stopped } from './metronome.ts';

const everyMs = 0.3;

if (!isMainThread) {
  keepOnLastProcessor(thisThread());
  // Or it would wait for the tick itself, behind the agent's main thread.
  wakeUpAtOnce(thisThread());
  beat(workerData as Int32Array);
}

function beat(left: Int32Array): void {
  const nobodyNotifies = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (;;) {
    Atomics.wait(left, 0, 0);
    const now = Atomics.load(left, 0);
    if (now === stopped) return;
    // Woken for a key whose beats are over: whoever notifies may have been held up in between.
    if (now === 0) continue;
    // Whoever sets it meanwhile is right.
    Atomics.compareExchange(left, 0, now, now - 1);
    Atomics.wait(nobodyNotifies, 0, 0, everyMs);
  }
}
