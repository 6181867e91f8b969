// Who burns for hours: miners, above all. Against a Marina of its own, whose hours are seconds.
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '@marina/protocol/session';
import { eventually } from '../../machine/settle.ts';
import { startMarina } from '../../marina-under-test.ts';
import { Student } from '../../student.ts';
import { listed, type Outcome } from '../case.ts';
import { envOf, type Ground } from '../ground.ts';
import { Inside } from '../inside.ts';
import { exhaust } from './processes.ts';

const budgetSeconds = 20;
/** In place of the four minutes that are the default; an alert is due a quarter later, as it is within five minutes. */
const burningSeconds = 24;
const alertWithinSeconds = (burningSeconds * 5) / 4;
const settingOf = (seconds: number) => `${seconds / 60}`;

type Burning = { alice: Student; burner: Session; resting: Session };

export async function spendBudget(ground: Ground): Promise<Outcome> {
  const settings = {
    MARINA_SESSION_PROCESSOR_MINUTES: settingOf(budgetSeconds),
    // Also how often Marina counts: a sixteenth of it.
    MARINA_ALERT_BURNING_MINUTES: settingOf(burningSeconds),
  };
  return burn(ground, settings, async ({ alice, burner, resting }) => {
    const ended = await alice.until(burner.id, ({ status }) => status === 'ended', budgetSeconds * 10_000);
    const other = await alice.read(resting.id);
    const usedSeconds = (ended.processorTime?.usedMs ?? 0) / 1000;
    return {
      ok: ended.endReason === 'processor-time' && usedSeconds < budgetSeconds * 1.5 && other.status === 'active',
      seen: `${ended.endReason} after ${usedSeconds.toFixed(0)} of ${budgetSeconds} s; control: who rests is ${other.status}`,
    };
  });
}

export async function alertOfMiner(ground: Ground): Promise<Outcome> {
  await using operator = await receive();
  const settings = {
    MARINA_ALERT_URL: operator.url,
    MARINA_ALERT_BURNING_MINUTES: settingOf(burningSeconds),
  };
  return await burn(ground, settings, async ({ burner, resting }) => {
    const startedAt = performance.now();
    const isTold = () => operator.received.some((alert) => alert.includes(burner.id));
    await eventually('the operator is told', async () => isTold(), burningSeconds * 4_000).catch(() => undefined);
    const seconds = (performance.now() - startedAt) / 1000;
    // Who rests would be told of by now, too.
    await sleep(burningSeconds * 250);
    const wrong = operator.received.filter((alert) => alert.includes(resting.id));
    const told = isTold() ? `told after ${seconds.toFixed(0)} s where ${burningSeconds} are set` : 'not told';
    return {
      ok: isTold() && seconds < alertWithinSeconds && wrong.length === 0,
      seen: `${told}; control: ${listed(wrong)} of who rests`,
    };
  });
}

async function burn(
  { labs }: Ground,
  settings: Record<string, string>,
  watch: (burning: Burning) => Promise<Outcome>,
): Promise<Outcome> {
  const marina = await startMarina({ name: 'abuse-burn', env: { ...envOf(labs), ...settings } });
  try {
    const alice = await Student.arrive(marina.baseUrl);
    const open = async () => {
      const { id } = await alice.open('tiny');
      return alice.until(id, ({ status }) => status === 'active', 60_000);
    };
    const [burner, resting] = [await open(), await open()];
    new Inside(marina, burner, 'node1').startProgram('instance', exhaust, 'burn', '600');
    return await watch({ alice, burner, resting });
  } finally {
    await marina.stop();
  }
}

/** Takes what is posted, as a chat of the operator's would. */
async function receive() {
  const received: string[] = [];
  const server = http.createServer(async (request, response) => {
    received.push(await text(request));
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
