// Conditions on lists: each wanted member is a finding of its own, so that `not` refuses each of them.
import type { Finding } from './finding.ts';
import { quote, quoteList, type Sentence, sentence } from './sentence.ts';
import { fits } from './text-match.ts';

type Words = {
  /** "it has", before what there is */
  has: Sentence;
  /** "it has no capability", when there is nothing */
  nothing: Sentence;
};

export function memberFindings(
  words: Words,
  seen: readonly string[],
  wanted: readonly string[],
  same: (seen: string, wanted: string) => boolean = fits,
): Finding[] {
  const listed = quoteList(seen);
  const is =
    seen.length === 0 ? words.nothing : sentence(`${words.has.en} ${listed.en}`, `${words.has.fr} ${listed.fr}`);
  return wanted.map((member) => ({
    holds: seen.some((there) => same(there, member)),
    difference: sentence(`${is.en}, not ${quote(member)}`, `${is.fr}, pas ${quote(member)}`),
    fact: sentence(`${words.has.en} ${quote(member)}`, `${words.has.fr} ${quote(member)}`),
  }));
}
