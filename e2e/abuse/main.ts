// `npm run test:abuse [-- B D5] [--json] [--churn 500] [--update-golden] [--without user-limits]`: tries what a hostile
// student, app or neighbour would, against a Marina that runs in a namespace of its own, and prints what came of it. Fails
// on anything unexpected.
import { parseArgs } from 'node:util';
import { tableLines } from '../bench/table.ts';
import { leaveLastProcessor } from '../machine/processors.ts';
import { prepareCheckout } from '../prepare.ts';
import type { AbuseCase, Outcome } from './case.ts';
import { type Ground, withGround } from './ground.ts';
import { groups } from './groups.ts';
import { enterTestMachine, removeTestMachine, testMachine } from './test-machine.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    /** Golden files become what is seen; look at the difference before it is committed. */
    'update-golden': { type: 'boolean', default: false },
    /** Sessions that H4 opens and ends. */
    churn: { type: 'string', default: '20' },
    /** `user-limits`: shows that B6 fails without what it rests on. */
    without: { type: 'string' },
  },
});

if (testMachine()) {
  // What is thrown where nobody waits must not leave Marina behind: a polite end stops it.
  process.once('uncaughtException', (error) => {
    console.error(error);
    process.kill(process.pid, 'SIGTERM');
  });
  await leaveLastProcessor();
  process.exitCode = await main();
} else {
  // In there, nothing that is downloaded can be had.
  await prepareCheckout();
  try {
    process.exitCode = await enterTestMachine();
  } finally {
    await removeTestMachine();
  }
}

async function main(): Promise<number> {
  const all = Object.values(groups).flat();
  const isChosen = ({ id }: AbuseCase) => positionals.some((name) => id === name || id.startsWith(`${name}/`));
  const chosen = all.filter((abuse) => positionals.length === 0 || isInGroup(abuse, positionals) || isChosen(abuse));
  if (chosen.length === 0) {
    console.error(`Choose of the groups ${Object.keys(groups).join(', ')}, or name cases such as ${all[0]?.id}.`);
    return 2;
  }
  const options = {
    updatesGolden: values['update-golden'],
    sessions: Number(values.churn),
    withoutUserLimits: values.without === 'user-limits',
  };
  const outcomes = await withGround(options, (ground) => runAll(chosen, ground));
  print(outcomes);
  return outcomes.every(({ outcome }) => 'notRun' in outcome || outcome.ok) ? 0 : 1;
}

function isInGroup(abuse: AbuseCase, names: readonly string[]): boolean {
  return names.some((name) => groups[name]?.includes(abuse));
}

type Tried = { abuse: AbuseCase; outcome: Outcome };

async function runAll(cases: readonly AbuseCase[], ground: Ground): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const abuse of cases) {
    const startedAt = performance.now();
    const outcome = await abuse.run(ground).catch((error: unknown) => broken(error));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (!values.json) console.error(`    ${abuse.id} ${verdict(outcome)}, ${seconds} s: ${seenIn(outcome)}`);
    tried.push({ abuse, outcome });
  }
  return tried;
}

/** A case that fails to run proves nothing: it counts as unexpected. */
function broken(error: unknown): Outcome {
  return {
    ok: false,
    seen: `the case broke: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
  };
}

function print(outcomes: readonly Tried[]): void {
  if (values.json) {
    for (const { abuse, outcome } of outcomes) {
      const result = 'notRun' in outcome ? { notRun: outcome.notRun } : { ok: outcome.ok, seen: outcome.seen };
      console.log(JSON.stringify({ id: abuse.id, ...result }));
    }
    return;
  }
  const rows = outcomes.map(({ abuse, outcome }) => [
    abuse.id,
    abuse.tried,
    abuse.expected,
    seenIn(outcome),
    verdict(outcome),
  ]);
  for (const line of tableLines([['id', 'tried', 'expected', 'seen', 'ok'], ...rows])) console.log(line);
}

function seenIn(outcome: Outcome): string {
  return 'notRun' in outcome ? `not run: ${outcome.notRun}` : outcome.seen;
}

function verdict(outcome: Outcome): string {
  if ('notRun' in outcome) return '-';
  return outcome.ok ? 'ok' : 'UNEXPECTED';
}
