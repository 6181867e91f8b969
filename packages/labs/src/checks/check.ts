// A check of a task: an assertion or a script, where it is made, and what is said when it does not pass.
import { z } from 'zod';
import { pickLanguage, textByLanguageSchema } from '../language.ts';
import { fillVariables, type VariableValues } from '../variables.ts';
import { type Assertion, assertionSchema, evaluateAssertion } from './assertion.ts';
import { failed, passed, type Verdict } from './finding.ts';
import { type Asking, execRequest } from './requests.ts';
import { quote, sentence } from './sentence.ts';

export const defaultScriptTimeoutMs = 10_000;

/** Keys that any check may have beside those of its assertion. */
export const checkKeys = {
  on: z.string().optional().describe('The instance; without it, the task’s.'),
  say: textByLanguageSchema.optional().describe('A sentence of your own for when it does not pass, by language.'),
};

export const checkSchema = z.strictObject({
  instance: z.string(),
  say: textByLanguageSchema.nullable(),
  test: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('assertion'), assertion: assertionSchema }),
    z.strictObject({
      type: z.literal('script'),
      script: z.string().max(16_384),
      timeoutMs: z.number().int().min(100).max(60_000),
    }),
  ]),
});
/** Plain data: it may be kept and sent. */
export type Check = z.infer<typeof checkSchema>;

/** The check of one student. */
export function fillCheck(check: Check, values: VariableValues): Check {
  return { ...check, say: fillAll(check.say, values), test: fillAll(check.test, values) };
}

/**
 * Judges a check whose variables are filled. `variables` are also in the environment of a script, in capitals, beside
 * MARINA_LANGUAGE.
 */
export function* evaluateCheck(check: Check, values: VariableValues = {}, language = 'en'): Asking<Verdict> {
  const { test, instance } = check;
  const verdict =
    test.type === 'assertion'
      ? yield* evaluateAssertion(test.assertion, instance)
      : yield* evaluateScript(test, instance, environment(values, language));
  return verdict.passed || check.say === null ? verdict : failed(ownSentence(check.say));
}

/** Exit 0 passes; else the last line of output is the hint. */
function* evaluateScript(
  { script, timeoutMs }: { script: string; timeoutMs: number },
  instance: string,
  env: Record<string, string>,
): Asking<Verdict> {
  const command = script.startsWith('#!') ? interpreterOf(script) : ['/bin/sh', '-c', script];
  const [answer] = yield [execRequest(instance, command, { env, timeoutMs })];
  if (answer?.type !== 'exec')
    return failed(
      answer?.type === 'none' && answer.reason === 'timeout'
        ? sentence('the check took too long', 'le contrôle a pris trop de temps')
        : sentence(`${quote(instance)} does not answer`, `${quote(instance)} ne répond pas`),
    );
  if (answer.exitCode === 0) return passed;
  const last = answer.stdout.trimEnd().split('\n').at(-1)?.trim() ?? '';
  if (last === '') return failed(sentence('this is not done yet', 'ce n’est pas encore fait'));
  const told = last.length > 300 ? `${last.slice(0, 299)}…` : last;
  return failed(sentence(told, told));
}

/** `#!/usr/bin/env python3` runs `/usr/bin/env python3 -c SCRIPT`: all common interpreters know -c. */
function interpreterOf(script: string): string[] {
  const end = script.indexOf('\n');
  const line = script.slice(2, end < 0 ? undefined : end).trim();
  return [...line.split(/\s+/), '-c', script];
}

function environment(values: VariableValues, language: string): Record<string, string> {
  const own = Object.entries(values).map(([name, value]) => [
    name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
    value,
  ]);
  return { ...Object.fromEntries(own), MARINA_LANGUAGE: language };
}

function ownSentence(say: Record<string, string>) {
  return sentence(pickLanguage(say, 'en')?.value ?? '', pickLanguage(say, 'fr')?.value ?? '');
}

/** A copy with the variables of every text in it filled, keys of records included. */
function fillAll<T>(value: T, values: VariableValues): T;
function fillAll(value: unknown, values: VariableValues): unknown {
  if (typeof value === 'string') return fillVariables(value, values);
  if (Array.isArray(value)) return value.map((item) => fillAll(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [fillVariables(key, values), fillAll(item, values)]),
  );
}

export type { Assertion };
