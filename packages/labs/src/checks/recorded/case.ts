// What an assertion must say of the scene.
import type { Assertion } from '../assertion.ts';
import type { Phase } from './scene.ts';

/** What must be said; null where the assertion holds. */
export type Case = { phase: Phase; assertion: Assertion; en: string | null; fr: string | null };

export function holds(assertion: Assertion, phase: Phase = 'single'): Case {
  return { phase, assertion, en: null, fr: null };
}

export function says(assertion: Assertion, en: string, fr: string, phase: Phase = 'single'): Case {
  return { phase, assertion, en, fr };
}
