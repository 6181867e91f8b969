// How long a student waits: for a session from the pool, for a cold one, and for its Docker Engine.
import { withMarina } from '../marina-under-test.ts';
import { measureCold } from './cold.ts';
import { type Figure, median, type Outcome } from './figures.ts';
import { measurePool } from './pool.ts';

const name = 'e2e-bench';
const poolTargetMs = 500;
const dockerTargetMs = 4000;
const coldFactor = 1.5;
const coldExtraMs = 300;

export async function startBench(runs: number): Promise<Outcome> {
  const cold = await withMarina({ name, env: { MARINA_POOL: '0' } }, (marina) => measureCold(marina, runs));
  const pool = await withMarina({ name }, (marina) => measurePool(marina, runs));
  const poolMs = median(pool);
  const coldMs = median(cold.prompt);
  const rawMs = median(cold.raw);
  const dockerMs = median(cold.docker);
  const figures = [
    {
      figure: 'pool-to-prompt',
      value: poolMs,
      unit: 'ms',
      n: pool.length,
      target: `< ${poolTargetMs} ms`,
      ok: poolMs < poolTargetMs,
    },
    {
      figure: 'cold-to-prompt',
      value: coldMs,
      unit: 'ms',
      against: { what: 'docker run', value: rawMs },
      n: cold.prompt.length,
      target: `<= ${coldFactor} x + ${coldExtraMs} ms`,
      ok: coldMs <= coldFactor * rawMs + coldExtraMs,
    },
    {
      figure: 'nested-docker-ready',
      value: dockerMs,
      unit: 'ms',
      n: cold.docker.length,
      target: `< ${dockerTargetMs} ms`,
      ok: dockerMs < dockerTargetMs,
    },
  ] satisfies Figure[];
  return { figures };
}
