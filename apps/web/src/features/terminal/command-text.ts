// What a click on a lab's code types.

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/**
 * The keys for `text`, with Enter. A shell in bracketed paste mode gets several lines as one: else a program that the
 * first line starts would read the second. Empty for an empty text.
 */
export function commandKeys(text: string, isBracketed: boolean): string {
  const lines = withoutControls(text).replace(/\n+$/, '');
  if (lines === '') return '';
  const isOneLine = !/[\n\t]/.test(lines);
  if (isBracketed && !isOneLine) return `${pasteStart}${lines}${pasteEnd}\r`;
  return `${lines.replaceAll('\n', '\r')}\r`;
}

/** Text can't press keys, nor end a paste that it is in. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/\r\n?/g, '\n').replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '');
}
