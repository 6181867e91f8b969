// Conditions on names with values: environment, labels, options of drivers.
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { quote, type Sentence, sentence } from './sentence.ts';
import { fits } from './text-match.ts';
import type { pairsSchema } from './values.ts';

/** One finding for each wanted pair. `label` is "the variable", "the label"… */
export function pairFindings(
  label: Sentence,
  seen: Readonly<Record<string, string>>,
  wanted: z.infer<typeof pairsSchema> | undefined,
): Finding[] {
  return Object.entries(wanted ?? {}).map(([name, value]) => {
    const there = Object.hasOwn(seen, name) ? seen[name] : undefined;
    const named = sentence(`${label.en} ${quote(name)}`, `${label.fr} ${quote(name)}`);
    const missing = sentence(`${named.en} is missing`, `${named.fr} manque`);
    const is =
      there === undefined ? missing : sentence(`${named.en} is ${quote(there)}`, `${named.fr} vaut ${quote(there)}`);
    if (value === null)
      return {
        holds: there === undefined,
        difference: sentence(`${named.en} is there`, `${named.fr} est là`),
        fact: missing,
      };
    const holds = there !== undefined && fits(there, String(value));
    if (there === undefined) return { holds, difference: missing, fact: is };
    return {
      holds,
      difference: sentence(`${is.en}, not ${quote(String(value))}`, `${is.fr}, pas ${quote(String(value))}`),
      fact: is,
    };
  });
}

/** `["A=1"]`, as Docker keeps environments, as names with values. */
export function environmentOf(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}
