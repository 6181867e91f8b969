// The part that containers, images, networks, volumes, services and nodes share: a name or a pattern, conditions, their
// negation, absence and count.
import { z } from 'zod';
import { type Finding, failed, passed, rangeWords, type Verdict } from './finding.ts';
import { around, quote, type Sentence, sentence } from './sentence.ts';
import { hasWildcard } from './text-match.ts';
import { isWithin, type Range, rangeSchema } from './values.ts';

/** Keys of an assertion about things, beside its subject, its conditions and `not`. */
export const thingKeys = {
  exists: z.boolean().optional().describe('false: there is none. Then no condition makes sense.'),
  count: rangeSchema
    .optional()
    .describe('How many fit name and conditions: a number, or {atLeast: 2, atMost: 4}. Without it: one.'),
};

/** `not`: conditions of which none may hold. */
export function negatable<Shape extends z.ZodRawShape>(conditions: Shape) {
  return {
    ...conditions,
    not: z.strictObject(conditions).optional().describe('The same conditions; none of them may hold.'),
  };
}

export type Noun = {
  /** "container", "containers" */
  one: Sentence;
  many: Sentence;
  /** "a container", "un conteneur" */
  some: Sentence;
  /** "no container", "pas de conteneur" */
  none: Sentence;
};

export type Candidate = {
  name: string;
  /** How it is, before ", but": "is running". */
  state: Sentence;
  /** One for each condition. */
  findings: Finding[];
  /** One for each condition of `not`. */
  unwanted: Finding[];
};

export const existing = sentence('exists', 'existe');

type Wanted = { pattern: string; exists?: boolean | undefined; count?: Range | undefined };

/** Judges all things whose name fits. */
export function judge(noun: Noun, { pattern, exists, count }: Wanted, candidates: readonly Candidate[]): Verdict {
  if (exists === false) {
    const [found] = candidates;
    return found ? failed(stillThere(noun, found.name)) : passed;
  }
  const judged = candidates.map((candidate) => ({ candidate, faults: faultsOf(candidate) }));
  const nearest = judged.filter(({ faults }) => faults.length > 0).sort((a, b) => a.faults.length - b.faults.length)[0];
  const fitting = judged.filter(({ faults }) => faults.length === 0).length;
  if (count !== undefined) {
    if (isWithin(fitting, count)) return passed;
    const counted = countSentence(noun, fitting, count);
    const tooFew = typeof count === 'object' ? fitting < Number(count.atLeast ?? 0) : fitting < Number(count);
    return failed(tooFew && nearest ? around(counted, sentence(': ', ' : '), faultSentence(nearest)) : counted);
  }
  if (fitting > 0) return passed;
  return failed(nearest ? faultSentence(nearest) : notThere(noun, pattern));
}

/** Clauses of what is wrong, in the order of the conditions. */
function faultsOf({ findings, unwanted }: Candidate): Sentence[] {
  return [
    ...findings.filter(({ holds }) => !holds).map(({ difference }) => difference),
    ...unwanted.filter(({ holds }) => holds).map(({ fact }) => fact),
  ];
}

/** One difference at a time: the first one. A student mends one thing after the other. */
function faultSentence({ candidate, faults }: { candidate: Candidate; faults: Sentence[] }): Sentence {
  const { name, state } = candidate;
  const first = faults[0] ?? sentence('it is not as it should be', 'il n’est pas comme il faut');
  return sentence(`${quote(name)} ${state.en}, but ${first.en}`, `${quote(name)} ${state.fr}, mais ${first.fr}`);
}

export function notThere({ none }: Noun, pattern: string): Sentence {
  if (pattern === '*') return sentence(`there is ${none.en}`, `il n’y a ${none.fr}`);
  return hasWildcard(pattern)
    ? sentence(
        `there is ${none.en} whose name fits ${quote(pattern)}`,
        `il n’y a ${none.fr} dont le nom correspond à ${quote(pattern)}`,
      )
    : sentence(`there is ${none.en} ${quote(pattern)}`, `il n’y a ${none.fr} ${quote(pattern)}`);
}

function stillThere({ some }: Noun, name: string): Sentence {
  return sentence(`there is still ${some.en} ${quote(name)}`, `il y a encore ${some.fr} ${quote(name)}`);
}

function countSentence({ one, many }: Noun, seen: number, count: Range): Sentence {
  const wanted = rangeWords(count);
  const noun = seen === 1 ? one : many;
  return sentence(
    `${seen} ${noun.en} ${seen === 1 ? 'fits' : 'fit'}, not ${wanted.en}`,
    `${seen} ${noun.fr} ${seen === 1 ? 'convient' : 'conviennent'}, pas ${wanted.fr}`,
  );
}
