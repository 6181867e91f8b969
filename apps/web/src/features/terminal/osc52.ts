// OSC 52, by which a program puts text on the clipboard of whoever looks at its terminal.

/** Longer texts are refused: in base64, so about 750 kB. */
const maxEncodedLength = 1_000_000;

/** The text to copy. Undefined for a question about the clipboard, which is never answered, and for what is broken. */
export function parseOsc52(data: string): string | undefined {
  const separator = data.indexOf(';');
  const encoded = data.slice(separator + 1);
  if (separator < 0 || encoded === '' || encoded.length > maxEncodedLength) return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
