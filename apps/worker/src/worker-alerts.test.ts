import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { duplexPair } from 'node:stream';
import { connectLink } from '@marina/engine/link/connect';
import { serveLink } from '@marina/engine/link/serve';
import { alertsPath } from '@marina/protocol/worker-link';
import { expect, it } from 'vitest';
import { createWorkerAlerts } from './worker-alerts.ts';

/** A manager that hears so many alerts, and leaves. */
async function listen(alerts: ReturnType<typeof createWorkerAlerts>, count: number): Promise<unknown[]> {
  const [here, there] = duplexPair();
  const served = serveLink(here, [alerts.serve]);
  const engine = connectLink(there);
  const heard: unknown[] = [];
  const lines = createInterface({ input: await engine.open(alertsPath, {}) });
  while (heard.length < count) heard.push(JSON.parse(String((await once(lines, 'line'))[0])));
  engine.close();
  await served;
  return heard;
}

const crowded = (instanceId: string) => ({ kind: 'crowded', instanceId }) as const;

it('keeps alerts until a manager listens, and tells each once', async () => {
  const alerts = createWorkerAlerts();
  alerts.raise(crowded('ins_a'));
  expect(await listen(alerts, 1)).toEqual([crowded('ins_a')]);
  alerts.raise(crowded('ins_b'));
  expect(await listen(alerts, 1)).toEqual([crowded('ins_b')]);
});

it('keeps the latest hundred', async () => {
  const alerts = createWorkerAlerts();
  for (let number = 0; number < 150; number++) alerts.raise(crowded(`ins_${number}`));
  const [first] = await listen(alerts, 1);
  expect(first).toEqual(crowded('ins_50'));
});
