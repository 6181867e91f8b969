// `npm run test:chaos`: kills each of Marina's processes at several points of a session's life; within half a minute
// the machine is what the rows say, live sessions are still there, and nothing is orphaned.
import { type Marina, type Victim, withMarina } from '../marina-under-test.ts';
import { killAtCreate, killAtEnd, killAtRun, type Outcome } from './blows.ts';

const victims: Victim[] = ['manager', 'agent', 'dockerd', 'containerd'];
/**
 * A cold start takes about 700 ms on two cores, an end about 500 ms. In the last third of a start the container runs
 * and Docker has not yet written that down.
 */
const createDelaysMs = [0, 50, 150, 300, 450, 520, 540, 560, 580, 600];
const endDelaysMs = [0, 50, 150, 300];

process.exitCode = await main(process.argv.slice(2));

async function main(chosen: string[]): Promise<number> {
  console.log('victim      point             converged  after it');
  let ok = true;
  for (const victim of victims.filter((name) => chosen.length === 0 || chosen.includes(name))) {
    // Each with a Marina of its own: the supervisor waits longer after every kill.
    const options = { name: `e2e-chaos-${victim}`, env: { MARINA_POOL: '0' } };
    if (!(await withMarina(options, (marina) => strikeAll(marina, victim)))) ok = false;
  }
  return ok ? 0 : 1;
}

async function strikeAll(marina: Marina, victim: Victim): Promise<boolean> {
  let ok = true;
  for (const { point, strike } of pointsOf(marina, victim)) {
    const outcome = await strike();
    report(victim, point, outcome);
    ok &&= outcome.ok;
    if (outcome.stuck) break;
  }
  return ok;
}

function pointsOf(marina: Marina, victim: Victim): { point: string; strike: () => Promise<Outcome> }[] {
  return [
    ...createDelaysMs.map((delayMs) => ({
      point: `create + ${delayMs} ms`,
      strike: () => killAtCreate(marina, victim, delayMs),
    })),
    { point: 'run', strike: () => killAtRun(marina, victim) },
    ...endDelaysMs.map((delayMs) => ({
      point: `end + ${delayMs} ms`,
      strike: () => killAtEnd(marina, victim, delayMs),
    })),
  ];
}

function report(victim: Victim, point: string, { ok, seconds, seen }: Outcome): void {
  const time = seconds === undefined ? 'no' : `${seconds.toFixed(1)} s`;
  console.log(`${victim.padEnd(12)}${point.padEnd(18)}${time.padEnd(11)}${seen}${ok ? '' : '  FAILED'}`);
}
