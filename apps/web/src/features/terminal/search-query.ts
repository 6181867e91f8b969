// What is looked for in a terminal.
export type SearchQuery = { text: string; isCaseSensitive: boolean; isRegex: boolean };

/** False for a regular expression that is wrong, as most are while they are being typed. */
export function isPattern({ text, isRegex }: SearchQuery): boolean {
  if (!isRegex) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
