// `npm run test:leaks`: opens and ends many sessions; afterwards the machine holds what it held before.
import { parseArgs } from 'node:util';
import { compareCounts, type Inventory } from './machine/counts.ts';
import { runSessions, takeInventoryAtRest } from './machine/many-sessions.ts';
import { followCreations, listContainers } from './machine/outer-docker.ts';
import { withMarina } from './marina-under-test.ts';

/** What grows once only, such as a connection pool, has grown after these. */
const warmUp = 5;

const { values } = parseArgs({ options: { sessions: { type: 'string', default: '100' } } });
process.exitCode = await main(Number(values.sessions));

function main(sessions: number): Promise<number> {
  return withMarina({ name: 'e2e-leaks' }, async (marina) => {
    const stopping = new AbortController();
    const seen = new Set((await listContainers(marina)).map(({ id }) => id));
    followCreations(marina, stopping.signal, (id) => seen.add(id));
    await runSessions(marina, warmUp);
    const before = await takeInventoryAtRest(marina, seen);
    const startedAt = performance.now();
    await runSessions(marina, sessions);
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await takeInventoryAtRest(marina, seen);
    stopping.abort();
    return report(before, after, `${sessions} sessions, opened and ended in ${seconds.toFixed(0)} s`);
  });
}

function report(before: Inventory, after: Inventory, title: string): number {
  const rows = compareCounts(before, after);
  console.log(`\n${title}\n`);
  console.log(`${'figure'.padEnd(16)}${'before'.padStart(8)}${'after'.padStart(8)}${'allowed'.padStart(9)}  ok`);
  for (const { figure, from, to, allowed, ok, fresh } of rows) {
    const numbers = `${String(from).padStart(8)}${String(to).padStart(8)}${`+${allowed}`.padStart(9)}`;
    console.log(`${figure.padEnd(16)}${numbers}  ${ok ? 'ok' : 'GREW'}`);
    for (const name of fresh) console.log(`  new: ${name}`);
  }
  return rows.every(({ ok }) => ok) ? 0 : 1;
}
