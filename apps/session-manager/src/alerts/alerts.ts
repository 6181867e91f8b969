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
const retryAfterMs = [1_000, 10_000, 60_000];
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
  for (const waitMs of retryAfterMs) {
    if (await post(url, body, stopped).catch(() => false)) return;
    await sleep(waitMs, undefined, { signal: stopped });
  }
  if (!(await post(url, body, stopped))) throw new Error('its receiver answers with an error');
}

async function post(url: string, body: string, stopped: AbortSignal): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(answerWithinMs)]),
  });
  await response.body?.cancel();
  return response.ok;
}

/** What `fetch` rejects with says no more than that it failed. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error);
}

export function sentenceFor(alert: Alert): string {
  switch (alert.kind) {
    case 'burning':
      return `session ${alert.sessionId} has used ${alert.processors} processors for ${alert.minutes} minutes.`;
    case 'budget-spent':
      return `session ${alert.sessionId} has used its ${alert.minutes} minutes of processor time and ends.`;
    case 'drift':
      return `instance ${alert.instanceId} was not what was asked for (${alert.differences.join(', ')}) and was ended: somebody has used the worker's Docker.`;
    case 'crowded':
      return `instance ${alert.instanceId} had taken thousands of control groups and was ended.`;
  }
}
