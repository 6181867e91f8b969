// Judges recorded answers of a Docker Engine 26.1. apps/session-manager/test asks a real engine the same.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateAssertion } from './assertion.ts';
import type { Verdict } from './finding.ts';
import type { Case } from './recorded/case.ts';
import { cases } from './recorded/cases.ts';
import { type CheckAnswer, type CheckRequest, checkAnswerSchema, requestKey } from './requests.ts';
import { runChecks } from './run-checks.ts';

const recorded = z
  .record(z.string(), z.record(z.string(), checkAnswerSchema))
  .parse(JSON.parse(readFileSync(new URL('recorded/docker-26.json', import.meta.url), 'utf8')));

type Change = (request: CheckRequest, answer: CheckAnswer) => CheckAnswer;

async function judge({ phase, assertion }: Case, change: Change = (_request, answer) => answer): Promise<Verdict> {
  const [verdict] = await runChecks([evaluateAssertion(assertion, 'node1')], async (requests) =>
    requests.map((request) => {
      const answer = recorded[phase]?.[requestKey(request)];
      if (!answer) throw new Error(`nothing was recorded for ${requestKey(request)}`);
      return change(request, answer);
    }),
  );
  if (!verdict) throw new Error('no verdict');
  return verdict;
}

const named = cases.map((one) => [one.en ?? `holds: ${JSON.stringify(one.assertion)}`, one] as const);

it.each(named)('%s', async (_name, one) => {
  const verdict = await judge(one);
  expect(verdict.passed ? null : verdict.sentence).toEqual(one.en === null ? null : { en: one.en, fr: one.fr });
});

it.each(named)('with an engine that does not answer, never passes for want of an answer: %s', async (_name, one) => {
  const verdict = await judge(one, () => ({ type: 'none', reason: 'unreachable' }));
  expect(verdict).toMatchObject({
    passed: false,
    sentence: { en: expect.stringMatching(/^(Docker does not answer on )?`node1`( does not answer)?\.$/) },
  });
});

it.each(named)('judges fields that newer engines leave out as empty: %s', async (_name, one) => {
  const verdict = await judge(one, (_request, answer) =>
    answer.type === 'docker' ? { ...answer, body: withoutEmpty(answer.body) } : answer,
  );
  expect(verdict.passed ? null : verdict.sentence.en).toEqual(one.en);
});

it.each([null, [], 'x', 7, {}, { Volumes: 'x' }, [null], [{}], [{ Spec: null, Names: 4, Name: {} }]])(
  'an engine that answers %j breaks nothing',
  async (body) => {
    for (const one of cases) {
      const verdict = await judge(one, (_request, answer) =>
        answer.type === 'docker' ? { ...answer, body } : answer,
      ).catch((error: Error) => error);
      if (verdict instanceof Error) expect(verdict.message).toMatch(/^nothing was recorded/);
    }
  },
);

it('what a student puts into names can neither break a sentence nor grow it', async () => {
  const container = cases.find(({ assertion }) => 'container' in assertion && assertion.image === 'httpd');
  if (!container) throw new Error('the case is gone');
  const image = `\`\n\u001b[31m\u202e${'x'.repeat(5000)}`;
  const verdict = await judge(container, (_request, answer) =>
    answer.type === 'docker'
      ? { ...answer, body: JSON.parse(JSON.stringify(answer.body), (key, value) => (key === 'Image' ? image : value)) }
      : answer,
  );
  if (verdict.passed) throw new Error('it passed');
  expect(verdict.sentence.en.length).toBeLessThan(250);
  expect(verdict.sentence.en).not.toMatch(/\p{Cc}|\u202e/u);
});

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== '' && inner !== 0 && inner !== false && inner !== null)
      .map(([key, inner]) => [key, withoutEmpty(inner)]),
  );
}
