// What a student is told when a check does not pass: always in every language that Marina speaks, never the way to do it.

export type SentenceLanguage = 'en' | 'fr';
export type Sentence = Readonly<Record<SentenceLanguage, string>>;

export function sentence(en: string, fr: string): Sentence {
  return { en, fr };
}

/** A text that came from an instance or a lab, as code, cut to what a sentence can bear. */
export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get through
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069`]+/g, ' ').trim();
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}

/** The same sentence shape over a list: "`a`, `b` and `c`". At most five are named. */
export function quoteList(texts: readonly string[]): Sentence {
  const shown = texts.slice(0, 5).map(quote);
  if (texts.length > 5) shown.push('…');
  const joined = (word: string) =>
    shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`;
  return { en: joined('and'), fr: joined('et') };
}

/** `before` + each language of `middle` + `after`. */
export function around(before: Sentence, middle: Sentence, after: Sentence = { en: '', fr: '' }): Sentence {
  return { en: before.en + middle.en + after.en, fr: before.fr + middle.fr + after.fr };
}

/** A number before a noun that may be one or many: "1 layer", "3 layers". French counts 0 as one. */
export function counting(number: string, en: readonly [string, string], fr: readonly [string, string]): Sentence {
  const value = Number(number);
  return { en: `${number} ${value === 1 ? en[0] : en[1]}`, fr: `${number} ${value < 2 ? fr[0] : fr[1]}` };
}

/** With a capital at the beginning and a full stop. */
export function asSentence({ en, fr }: Sentence): Sentence {
  return { en: finish(en), fr: finish(fr) };
}

function finish(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
