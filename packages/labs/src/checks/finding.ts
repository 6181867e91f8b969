// What one condition of an assertion found. Both ways to say it are made at once, so that `not` needs no second set.
import type { Sentence } from './sentence.ts';
import { asSentence, quote, sentence } from './sentence.ts';
import { bytesOf, isWithin, type Range } from './values.ts';

export type Finding = {
  holds: boolean;
  /** Said when it should hold and does not: how it is, and how not. A clause that follows ", but". */
  difference: Sentence;
  /** Said when it should not hold and does: how it is. A clause that follows ", but". */
  fact: Sentence;
};

export type Verdict = { passed: true } | { passed: false; sentence: Sentence };

export const passed: Verdict = { passed: true };

export function failed(told: Sentence): Verdict {
  return { passed: false, sentence: asSentence(told) };
}

/** "its driver is `overlay`, not `bridge`"; `nothing` is said where there is no value. */
export function compared(label: Sentence, seen: string | null, wanted: string, holds: boolean): Finding {
  const is: Sentence =
    seen === null || seen === ''
      ? sentence(`${label.en} is not set`, `${label.fr} n’est pas défini`)
      : sentence(`${label.en} is ${quote(seen)}`, `${label.fr} est ${quote(seen)}`);
  return {
    holds,
    difference: sentence(`${is.en}, not ${quote(wanted)}`, `${is.fr}, pas ${quote(wanted)}`),
    fact: is,
  };
}

/** "it has 5 layers, not at most 3". `shown` writes a number as people read it. */
export function counted(
  label: (number: string) => Sentence,
  seen: number,
  range: Range,
  shown: (value: number) => string = String,
): Finding {
  const said = label(shown(seen));
  const wanted = rangeWords(range, shown);
  return {
    holds: isWithin(seen, range),
    difference: sentence(`${said.en}, not ${wanted.en}`, `${said.fr}, pas ${wanted.fr}`),
    fact: said,
  };
}

/** The same for sizes in bytes, whose range is written as `256m` or {atMost: 80MB}. */
export function sized(
  label: (size: string) => Sentence,
  seen: number,
  range: string | { atLeast?: string; atMost?: string },
): Finding {
  const bytes: Range =
    typeof range === 'string'
      ? bytesOf(range)
      : {
          atLeast: range.atLeast === undefined ? undefined : bytesOf(range.atLeast),
          atMost: range.atMost === undefined ? undefined : bytesOf(range.atMost),
        };
  return counted(label, seen, bytes, humanSize);
}

/** "it is privileged" / "it is not privileged", whichever is so, for a wanted true or false. */
export function flagged(seen: boolean, wanted: boolean, yes: Sentence, no: Sentence): Finding {
  const is = seen ? yes : no;
  return { holds: seen === wanted, difference: is, fact: is };
}

export function rangeWords(range: Range, shown: (value: number) => string = String): Sentence {
  if (typeof range !== 'object') return sentence(shown(Number(range)), shown(Number(range)));
  const least = range.atLeast === undefined ? null : shown(Number(range.atLeast));
  const most = range.atMost === undefined ? null : shown(Number(range.atMost));
  if (least !== null && most !== null) return sentence(`${least} to ${most}`, `de ${least} à ${most}`);
  return least !== null
    ? sentence(`at least ${least}`, `au moins ${least}`)
    : sentence(`at most ${most}`, `au plus ${most}`);
}

function humanSize(bytes: number): string {
  const binary = bytes % 2 ** 20 === 0 && bytes > 0;
  const base = binary ? 1024 : 1000;
  const units = binary ? ['B', 'KiB', 'MiB', 'GiB'] : ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${Number(value.toFixed(1))} ${units[unit]}`;
}
