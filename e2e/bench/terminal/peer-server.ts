// The server of a peer, started for the bench.
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotRun } from './channel.ts';

const startTimeoutMs = 20_000;

/** Resolves once the child's server answers. @throws NotRun */
export async function answers(child: ChildProcess, url: string): Promise<void> {
  let failure: string | undefined;
  child.once('error', ({ message }) => {
    failure = message;
  });
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    if (child.exitCode !== null) failure ??= `it ended with ${child.exitCode}`;
    if (Date.now() > deadline) failure ??= 'it does not answer';
    if (failure) {
      child.kill();
      throw new NotRun(failure);
    }
    await sleep(100);
  }
}
