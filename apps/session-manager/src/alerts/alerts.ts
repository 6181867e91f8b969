// Tells the operator: in the log, and at an address that takes webhooks.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Alert } from '@marina/protocol/alerts';
import { type Log, messageOf } from '../log.ts';

export type Alerts = {
  raise(alert: Alert): void;
  /** What is on its way is given up. */
  close(): Promise<void>;
};

export type AlertOptions = { url: string | undefined; publicUrl: URL; log: Log };

const answerWithinMs = 5_000;
const attemptAfterMs = [0, 1_000, 10_000, 60_000];
/** On their way at once; who makes alerts must not fill the manager's memory with them. */
const mostOnTheirWay = 100;

export function createAlerts({ url, publicUrl, log }: AlertOptions): Alerts {
  const stopping = new AbortController();
  const onTheirWay = new Set<Promise<void>>();
  return {
    raise: (alert) => {
      const text = `Marina ${publicUrl.host}: ${sentenceFor(alert)}`;
      log('alert', { ...alert, text });
      if (url === undefined || stopping.signal.aborted) return;
      if (onTheirWay.size >= mostOnTheirWay) return log('an alert is in this log only: too many wait to be delivered');
      const body = JSON.stringify({ text, time: new Date().toISOString(), marina: publicUrl.origin, alert });
      const delivery = deliver(url, body, stopping.signal).catch((error: unknown) => {
        if (!stopping.signal.aborted) log('an alert could not be delivered', { error: reasonOf(error) });
      });
      onTheirWay.add(delivery);
      void delivery.then(() => onTheirWay.delete(delivery));
    },
    close: async () => {
      stopping.abort();
      await Promise.all(onTheirWay);
    },
  };
}

/** Rejects when the last attempt has failed. */
async function deliver(url: string, body: string, stopped: AbortSignal): Promise<void> {
  let failure: unknown;
  for (const waitMs of attemptAfterMs) {
    await sleep(waitMs, undefined, { signal: stopped });
    try {
      return await post(url, body, stopped);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function post(url: string, body: string, stopped: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(answerWithinMs)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`its receiver answers ${response.status}`);
}

/** What `fetch` rejects with says no more than that it failed. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);
}

function sentenceFor(alert: Alert): string {
  switch (alert.kind) {
    case 'burning':
      return `session ${alert.sessionId} has used ${counted(alert.processors, 'processor')} for ${counted(alert.minutes, 'minute')}.`;
    case 'budget-spent':
      return `session ${alert.sessionId} has used its ${counted(alert.minutes, 'minute')} of processor time and ends.`;
    case 'drift':
      return `instance ${alert.instanceId} was not what was asked for (${alert.differences.join(', ')}) and was ended: somebody has used the worker's Docker.`;
    case 'crowded':
      return `instance ${alert.instanceId} had taken thousands of control groups and was ended.`;
  }
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
