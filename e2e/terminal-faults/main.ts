// `npm run test:terminal-faults [-- --cuts N] [--kills N] [--seed S]`: connections that break in the middle of anything
// and managers that die lose no byte of a terminal, and double none, in either direction.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { tableLines } from '../bench/table.ts';
import { eventually } from '../machine/settle.ts';
import { findPid, isReady, type Marina, withMarina } from '../marina-under-test.ts';
import { openPlaygrounds, type Playground } from '../playground.ts';
import { chooseSeed, type Random, seeded } from '../random.ts';
import { Student } from '../student.ts';
import { FaultyNetwork } from './faulty-network.ts';
import { type Report, Witness } from './witness.ts';

/** The agent keeps 512 KiB: what is written while a connection comes back must fit, or a snapshot is right. */
const cutBytesPerSecond = 100_000;
/** The supervisor waits up to 8 s before it starts a manager that dies again and again. */
const killBytesPerSecond = 25_000;
const cutRetryMs = 20;
const killRetryMs = 100;
const backWithinMs = 60_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cuts: { type: 'string', default: '1000' },
      kills: { type: 'string', default: '10' },
      seed: { type: 'string' },
    },
  });
  const seed = chooseSeed(values.seed);
  const random = seeded(seed);
  console.log(`seed ${seed}`);
  const [cuts, kills] = [Number(values.cuts), Number(values.kills)];
  return withMarina({ name: 'e2e-terminal-faults', mayReuse: true }, async (marina) => {
    const student = await Student.arrive(marina.baseUrl);
    const [playground] = await openPlaygrounds(student, 1);
    if (!playground) throw new Error('no playground');
    const isWhole = cuts === 0 || report('connections cut', cuts, await cutOften(marina, playground, cuts, random));
    const outlives =
      kills === 0 || report('managers killed', kills, await killOften(marina, playground, kills, random));
    await student.end(playground.session);
    return isWhole && outlives ? 0 : 1;
  });
}

async function cutOften(marina: Marina, playground: Playground, cuts: number, random: Random): Promise<Report> {
  const network = await FaultyNetwork.before(marina.baseUrl, random);
  const reach = (url: string) => network.through(url);
  const retryMs = () => random.between(0, cutRetryMs);
  const witness = await Witness.begin(playground, reach, cutBytesPerSecond, retryMs);
  network.isFaulty = true;
  network.cutAll();
  while (network.cuts < cuts) await sleep(20);
  network.isFaulty = false;
  const outcome = await witness.finish();
  network.close();
  return outcome;
}

async function killOften(marina: Marina, playground: Playground, kills: number, random: Random): Promise<Report> {
  const retryMs = () => random.between(killRetryMs / 2, killRetryMs);
  const witness = await Witness.begin(playground, (url) => url, killBytesPerSecond, retryMs);
  for (let at = 0; at < kills; at++) {
    await witness.browser.becomes('live', backWithinMs);
    const before = witness.bytes;
    await eventually('output flows', async () => witness.bytes > before, backWithinMs);
    const pid = findPid(marina, 'manager');
    if (pid === undefined) throw new Error('the session manager is not on record');
    await sleep(random.between(0, 1000));
    process.kill(pid, 'SIGKILL');
    await witness.browser.becomes('reconnecting');
  }
  await eventually('the manager is back', () => isReady(marina), backWithinMs);
  return witness.finish();
}

function report(what: string, count: number, { resumed, snapshots, rows }: Report): boolean {
  const shown = rows.map((row) => [row.what, row.expected, row.seen, row.ok ? 'ok' : 'WRONG']);
  console.log(`\n${what}: ${count}; connections lost: ${resumed}; screens that had to start over: ${snapshots}\n`);
  console.log(tableLines([['what', 'there', 'here', ''], ...shown]).join('\n'));
  return rows.every(({ ok }) => ok);
}
