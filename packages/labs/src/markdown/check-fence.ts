// The checks of a task: ```yaml check holds assertions, ```sh check a script.

import { z } from 'zod';
import { assertionSchemas, subjectOf } from '../checks/assertion.ts';
import { type Check, checkKeys, defaultScriptTimeoutMs } from '../checks/check.ts';
import { clearest } from '../clearest-issue.ts';
import { readYaml } from '../read-yaml.ts';
import { readCodeWords } from './code-words.ts';
import { knowsInstance, report, type StepContext } from './context.ts';
import type { CheckFence } from './take-checks.ts';

/** `line` is that of the fence. */
export function readCheckFence({ info, text }: CheckFence, line: number, context: StepContext): Check[] {
  const words = readCodeWords(info, line, context);
  const { instance } = words.target;
  if (/^ya?ml$/.test(words.language)) return readAssertions(text, line + 1, instance, context);
  if (text.trim() === '') report(context, 'check-value', line, 'This check is empty.');
  if (text.length > 16_384) report(context, 'check-value', line, 'This script is longer than 16 KiB.');
  const shebang = /^(ba|da)?sh$|^$/.test(words.language) ? '' : `#!/usr/bin/env ${interpreterOf(words.language)}\n`;
  const script = words.language === 'bash' && !text.startsWith('#!') ? `#!/bin/bash\n${text}` : shebang + text;
  return [
    { instance, say: null, test: { type: 'script', script, timeoutMs: words.timeoutMs ?? defaultScriptTimeoutMs } },
  ];
}

function interpreterOf(language: string): string {
  return language === 'python' || language === 'py' ? 'python3' : language;
}

function readAssertions(text: string, firstLine: number, instance: string, context: StepContext): Check[] {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    for (const { line, message, code } of yaml.faults) report(context, code, firstLine + line - 1, message);
    return [];
  }
  const list: unknown[] = Array.isArray(yaml.value) ? yaml.value : [yaml.value];
  if (list.length === 0) report(context, 'check-value', firstLine, 'This check is empty.');
  return list.flatMap((item, index) => {
    const path = Array.isArray(yaml.value) ? [index] : [];
    return readAssertion(item, instance, context, (inner) => firstLine + yaml.lineOf([...path, ...inner]) - 1);
  });
}

const ownKeys = z.strictObject(checkKeys);

function readAssertion(
  value: unknown,
  instance: string,
  context: StepContext,
  lineOf: (path: PropertyKey[]) => number,
): Check[] {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const subject = subjectOf(entries.map(([key]) => key));
  if (!subject) {
    const subjects = Object.keys(assertionSchemas).join(', ');
    report(context, 'check-value', lineOf([]), `An assertion is about one of ${subjects}.`);
    return [];
  }
  const isOwn = ([key]: [string, unknown]) => key in checkKeys;
  const own = ownKeys.safeParse(Object.fromEntries(entries.filter(isOwn)));
  const parsed = assertionSchemas[subject].safeParse(Object.fromEntries(entries.filter((entry) => !isOwn(entry))));
  const issues = [...(own.error?.issues ?? []), ...(parsed.error?.issues ?? [])].map(clearest);
  for (const { path, message } of issues)
    report(context, 'check-value', lineOf(path), `${[subject, ...path].join('.')}: ${message}`);
  const on = own.data?.on ?? instance;
  const known = knowsInstance(context, on, lineOf(['on']));
  if (!own.success || !parsed.success || !known) return [];
  return [{ instance: on, say: own.data.say ?? null, test: { type: 'assertion', assertion: parsed.data } }];
}
