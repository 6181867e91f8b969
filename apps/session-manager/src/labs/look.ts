// One look at the tasks of a lab in a session's instances.
import { evaluateCheck, fillCheck } from '@marina/labs/checks/check';
import type { Verdict } from '@marina/labs/checks/finding';
import { runChecks } from '@marina/labs/checks/run-checks';
import type { Task } from '@marina/labs/lab';
import type { VariableValues } from '@marina/labs/variables';
import type { SessionRecord } from '../sessions/session-record.ts';
import type { Worker } from '../workers/worker.ts';
import { createFetch } from './check-fetch.ts';

/** Verdicts in the order of each task's checks, by task; all of them of the same moment. */
export async function lookAt(
  worker: Worker,
  session: SessionRecord,
  tasks: readonly Task[],
  { values, language }: { values: VariableValues; language: string },
): Promise<Map<string, Verdict[]>> {
  const running = session.instances.filter(({ status }) => status === 'running');
  const fetch = createFetch(worker.engine, new Map(running.map(({ id, name }) => [name, id])));
  const checks = tasks.flatMap((task) => task.checks.map((check) => fillCheck(check, values)));
  const verdicts = await runChecks(
    checks.map((check) => evaluateCheck(check, values, language)),
    fetch,
  );
  let at = 0;
  return new Map(
    tasks.map(({ id, checks: { length } }) => {
      at += length;
      return [id, verdicts.slice(at - length, at)];
    }),
  );
}
