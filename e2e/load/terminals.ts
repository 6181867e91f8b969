// Many terminals with somebody typing in each: how long echoes take, and whether all of them come.
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, type Outcome, percentile } from '../bench/figures.ts';
import { marinaContender } from '../bench/terminal/marina.ts';
import { withMarina } from '../marina-under-test.ts';
import { openPlaygrounds, type Playground } from '../playground.ts';
import { Student } from '../student.ts';
import { Typist } from './typist.ts';

const name = 'e2e-load-terminals';
/** An instance takes 16, of which its session has opened one. */
const terminalsPerPlayground = 15;
const everyMs = 100;
const p99TargetMs = 100;
/** A key whose echo has not come by then is lost. */
const lateMs = 10_000;

export async function loadTerminals(count: number, seconds: number): Promise<Outcome> {
  const playgroundCount = Math.ceil(count / terminalsPerPlayground);
  const limit = String(playgroundCount);
  const env = { MARINA_POOL: '0', MARINA_SESSIONS_PER_VIEWER: limit, MARINA_MAX_SESSIONS: limit };
  return withMarina({ name, env }, async ({ baseUrl }) => {
    const playgrounds = await openPlaygrounds(await Student.arrive(baseUrl), playgroundCount);
    const typists = await sitDownAll(playgrounds, count);
    const startedAt = performance.now();
    await Promise.all(typists.map((typist) => typist.typeFor(seconds, everyMs)));
    const elapsed = (performance.now() - startedAt) / 1000;
    await echoed(typists);
    const cut = typists.filter(({ isCut }) => isCut).length;
    for (const typist of typists) typist.close();
    const sent = typists.reduce((sum, typist) => sum + typist.sent, 0);
    const echoes = typists.flatMap(({ echoesMs }) => echoesMs);
    const note = [
      `${count} terminals in ${playgroundCount} instances: ${sent} keys sent in ${elapsed.toFixed(1)} s,`,
      `${echoes.length} echoes seen, ${cut} connections cut; load of the machine ${loadavg()[0]?.toFixed(1)}`,
    ].join(' ');
    return { figures: toFigures(echoes, sent), notes: [note, ''] };
  });
}

async function sitDownAll(playgrounds: readonly Playground[], count: number): Promise<Typist[]> {
  const typists: Typist[] = [];
  for (const playground of playgrounds) {
    const contender = marinaContender(playground);
    for (let at = 0; at < terminalsPerPlayground && typists.length < count; at++) {
      typists.push(await Typist.sitDown(contender));
    }
  }
  return typists;
}

async function echoed(typists: readonly Typist[]): Promise<void> {
  const deadline = performance.now() + lateMs;
  while (typists.some(({ lost }) => lost > 0) && performance.now() < deadline) await sleep(50);
}

function toFigures(echoes: readonly number[], sent: number): Figure[] {
  const p99 = percentile(echoes, 0.99);
  const lost = sent - echoes.length;
  const of = { unit: 'ms', n: echoes.length } as const;
  return [
    { figure: 'echo-p50', value: percentile(echoes, 0.5), ...of, target: 'none', ok: true },
    { figure: 'echo-p99', value: p99, ...of, target: `< ${p99TargetMs} ms`, ok: p99 < p99TargetMs },
    { figure: 'keys-lost', value: lost, unit: 'keys', n: sent, target: '0', ok: lost === 0 },
  ];
}
