// Assertions on the Docker Engine of a real instance: the same cases that unit tests judge from recorded answers. With
// MARINA_RECORD_CHECKS=FILE the answers are written there.
import { writeFileSync } from 'node:fs';
import { openLocal } from '@marina/engine/contract/local-subject';
import { evaluateAssertion } from '@marina/labs/checks/assertion';
import { cases } from '@marina/labs/checks/recorded/cases';
import { type Phase, scene } from '@marina/labs/checks/recorded/scene';
import { type CheckAnswer, type CheckRequest, requestKey } from '@marina/labs/checks/requests';
import { type Fetch, runChecks } from '@marina/labs/checks/run-checks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFetch } from '../src/labs/check-fetch.ts';

const limits = { memoryBytes: 2 ** 30, cpus: 2, pids: 2000, diskBytes: 3 * 2 ** 30 };
const session = `ses_${crypto.randomUUID()}`;
const instance = `ins_${crypto.randomUUID()}`;
const recorded: Record<string, Record<string, unknown>> = {};
let subject: Awaited<ReturnType<typeof openLocal>>;
let fetchAnswers: Fetch;

beforeAll(async () => {
  subject = await openLocal();
  fetchAnswers = createFetch(subject.engine, new Map([['node1', instance]]));
  await subject.engine.cluster.ensureNetwork(session, { egress: 'mirror' });
  const spec = { id: instance, sessionId: session, name: 'node1', image: subject.images.docker, docker: true, limits };
  await subject.engine.cluster.ensureInstance(spec);
  for (let left = 60; left > 0; left--) {
    if ((await exec(['docker', 'version'])).exitCode === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
});

afterAll(async () => {
  const file = process.env.MARINA_RECORD_CHECKS;
  if (file) writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
  // What is paused can't be killed where cgroups are of version 1, and would hold up its instance's end.
  await exec(['docker', 'unpause', 'resting']);
  await subject.engine.cluster.removeSession(session);
});

it.each(['single', 'swarm'] as Phase[])('every assertion says of the scene "%s" what it must', async (phase) => {
  const made = await exec(['bash', '-ec', scene[phase]], 240_000);
  expect(made.exitCode, made.stdout + made.stderr).toBe(0);
  const own = cases.filter((one) => one.phase === phase);
  const verdicts = await runChecks(
    own.map(({ assertion }) => evaluateAssertion(assertion, 'node1')),
    (requests) => answerAll(requests, phase),
  );
  const seen = verdicts.map((verdict) => (verdict.passed ? null : verdict.sentence));
  expect(seen).toEqual(own.map(({ en, fr }) => (en === null ? null : { en, fr })));
});

async function answerAll(requests: readonly CheckRequest[], phase: Phase): Promise<readonly CheckAnswer[]> {
  const answers = await fetchAnswers(requests);
  requests.forEach((request, index) => {
    const answer: unknown = JSON.parse(JSON.stringify(answers[index], withoutMachine));
    recorded[phase] = { ...recorded[phase], [requestKey(request)]: answer };
  });
  return answers;
}

/** What tells of the machine or is a swarm's secret stays out of recordings. */
function withoutMachine(key: string, value: unknown): unknown {
  if (['TLSInfo', 'Cluster', 'JoinTokens'].includes(key)) return undefined;
  if (key === 'Description' && typeof value === 'object' && value !== null && 'Hostname' in value)
    return { Hostname: value.Hostname };
  if (key === 'body' && typeof value === 'object' && value !== null && 'Swarm' in value && 'ServerVersion' in value)
    return { ServerVersion: value.ServerVersion, Swarm: value.Swarm };
  return value;
}

function exec(command: string[], timeoutMs = 20_000) {
  return subject.engine.instances.exec(instance, { command, timeoutMs, maxOutputBytes: 4 * 2 ** 20 });
}
