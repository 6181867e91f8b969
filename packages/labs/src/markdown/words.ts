// Words of an opening line: plain ones, and key=value with or without quotes.

export type Words = { plain: string[]; values: Record<string, string> };

export function readWords(text: string): Words {
  const words: Words = { plain: [], values: {} };
  for (const [, key, quoted, bare, plain] of text.matchAll(/([a-z]+)=(?:"([^"]*)"|(\S+))|(\S+)/g)) {
    if (key !== undefined) words.values[key] = quoted ?? bare ?? '';
    else if (plain !== undefined) words.plain.push(plain);
  }
  return words;
}
