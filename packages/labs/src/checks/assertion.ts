// All assertions: which there are, and how to judge one.
import { z } from 'zod';
import { composeAssertionSchema, evaluateCompose } from './compose.ts';
import { containerSchemaOfAssertion, evaluateContainer } from './container.ts';
import { evaluateFile, fileAssertionSchema } from './file.ts';
import { failed, type Verdict } from './finding.ts';
import { evaluateHttp, httpAssertionSchema } from './http.ts';
import { evaluateImage, imageAssertionSchema } from './image.ts';
import { evaluateNetwork, networkAssertionSchema } from './network.ts';
import { type Asking, NoAnswer } from './requests.ts';
import { quote, sentence } from './sentence.ts';
import { evaluateService, evaluateStack, serviceAssertionSchema, stackAssertionSchema } from './service.ts';
import {
  configAssertionSchema,
  evaluateConfig,
  evaluateNode,
  evaluateSecret,
  evaluateSwarm,
  nodeAssertionSchema,
  secretAssertionSchema,
  swarmAssertionSchema,
} from './swarm.ts';
import { evaluateVolume, volumeAssertionSchema } from './volume.ts';

/** By the key that says what an assertion is about; container comes before image, which is also a condition of it. */
export const assertionSchemas = {
  container: containerSchemaOfAssertion,
  service: serviceAssertionSchema,
  stack: stackAssertionSchema,
  compose: composeAssertionSchema,
  network: networkAssertionSchema,
  volume: volumeAssertionSchema,
  swarm: swarmAssertionSchema,
  node: nodeAssertionSchema,
  secret: secretAssertionSchema,
  config: configAssertionSchema,
  http: httpAssertionSchema,
  file: fileAssertionSchema,
  image: imageAssertionSchema,
} as const;

export type AssertionSubject = keyof typeof assertionSchemas;

export const assertionSchema = z.union([
  assertionSchemas.container,
  assertionSchemas.service,
  assertionSchemas.stack,
  assertionSchemas.compose,
  assertionSchemas.network,
  assertionSchemas.volume,
  assertionSchemas.swarm,
  assertionSchemas.node,
  assertionSchemas.secret,
  assertionSchemas.config,
  assertionSchemas.http,
  assertionSchemas.file,
  assertionSchemas.image,
]);
export type Assertion = z.infer<typeof assertionSchema>;

/** What an object with these keys asserts something about. */
export function subjectOf(keys: readonly string[]): AssertionSubject | undefined {
  return (Object.keys(assertionSchemas) as AssertionSubject[]).find((subject) => keys.includes(subject));
}

/** Judges one assertion, whose variables are filled, about `instance`. Where nothing answers, it does not pass. */
export function* evaluateAssertion(assertion: Assertion, instance: string): Asking<Verdict> {
  try {
    return yield* evaluate(assertion, instance);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const name = quote(instance);
    return failed(
      error.from === 'engine'
        ? sentence(`Docker does not answer on ${name}`, `Docker ne répond pas sur ${name}`)
        : sentence(`${name} does not answer`, `${name} ne répond pas`),
    );
  }
}

function evaluate(assertion: Assertion, instance: string): Asking<Verdict> {
  if ('container' in assertion) return evaluateContainer(assertion, instance);
  if ('service' in assertion) return evaluateService(assertion, instance);
  if ('stack' in assertion) return evaluateStack(assertion, instance);
  if ('compose' in assertion) return evaluateCompose(assertion, instance);
  if ('network' in assertion) return evaluateNetwork(assertion, instance);
  if ('volume' in assertion) return evaluateVolume(assertion, instance);
  if ('swarm' in assertion) return evaluateSwarm(assertion, instance);
  if ('node' in assertion) return evaluateNode(assertion, instance);
  if ('secret' in assertion) return evaluateSecret(assertion, instance);
  if ('config' in assertion) return evaluateConfig(assertion, instance);
  if ('http' in assertion) return evaluateHttp(assertion, instance);
  if ('file' in assertion) return evaluateFile(assertion, instance);
  return evaluateImage(assertion, instance);
}
