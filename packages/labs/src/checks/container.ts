// Assertions about containers.
import { z } from 'zod';
import { type ContainerAnswer, containerListSchema, containerSchema } from './container-answers.ts';
import { containerConditions } from './container-conditions.ts';
import { containerFindings } from './container-findings.ts';
import { containerLogFindings } from './container-logs.ts';
import type { Finding, Verdict } from './finding.ts';
import { type Asking, askDockerAll, askDockerList, pathOf } from './requests.ts';
import { sentence } from './sentence.ts';
import { fits, hasWildcard } from './text-match.ts';
import { type Candidate, existing, judge, type Noun, negatable, thingKeys } from './things.ts';
import { textSchema } from './values.ts';

/** More containers than a lab makes; beyond, only so many are looked at. */
const maxLookedAt = 32;

export const containerSchemaOfAssertion = z.strictObject({
  container: textSchema.describe('Its name; * stands for anything.'),
  ...thingKeys,
  ...negatable(containerConditions),
});
export type ContainerAssertion = z.infer<typeof containerSchemaOfAssertion>;

const noun: Noun = {
  one: sentence('container', 'conteneur'),
  many: sentence('containers', 'conteneurs'),
  some: sentence('a container', 'un conteneur'),
  none: sentence('no container', 'pas de conteneur'),
};

export function* evaluateContainer(assertion: ContainerAssertion, instance: string): Asking<Verdict> {
  const found = yield* findContainers(assertion.container, instance);
  const candidates: Candidate[] = [];
  for (const container of found) {
    const logs = yield* logsOf(assertion, instance, container);
    candidates.push({
      name: container.Name.replace(/^\//, ''),
      state: container.State.Status === 'running' ? sentence('is running', 'tourne') : existing,
      findings: [...containerFindings(container, assertion), ...logs.findings],
      unwanted: [...containerFindings(container, assertion.not ?? {}), ...logs.unwanted],
    });
  }
  return judge(noun, { pattern: assertion.container, exists: assertion.exists, count: assertion.count }, candidates);
}

function* findContainers(pattern: string, instance: string): Asking<ContainerAnswer[]> {
  let names = [pattern];
  if (hasWildcard(pattern)) {
    const list = yield* askDockerList(instance, '/containers/json?all=true', containerListSchema);
    const all = list.map(({ Names }) => Names?.[0]?.replace(/^\//, '') ?? '');
    names = all.filter((name) => name !== '' && fits(name, pattern)).slice(0, maxLookedAt);
  }
  const paths = names.map((name) => `/containers/${pathOf(name)}/json`);
  const replies = yield* askDockerAll(instance, paths, containerSchema);
  // The engine also finds containers by the beginning of their id, which an author never means.
  return replies.flatMap((reply) =>
    reply.type === 'found' && fits(reply.body.Name.replace(/^\//, ''), pattern) ? [reply.body] : [],
  );
}

function* logsOf(
  assertion: ContainerAssertion,
  instance: string,
  { Id }: ContainerAnswer,
): Asking<{ findings: Finding[]; unwanted: Finding[] }> {
  return {
    findings: yield* containerLogFindings(instance, Id, assertion.logs),
    unwanted: yield* containerLogFindings(instance, Id, assertion.not?.logs),
  };
}
