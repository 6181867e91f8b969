// Floods of plain text need not be parsed whole: a screen shows, and its scrollback holds, only their last lines.
// Leaving the rest away is exact, since plain text changes nothing but lines that scroll away.

/** How many lines end in the chunk; undefined when something in it does more than print or move to the next line. */
export function countPlainLines(chunk: Uint8Array): number | undefined {
  let lines = 0;
  for (let at = 0; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    if (byte >= 0x20 && byte < 0x7f) continue;
    if (byte === 0x0a) lines += 1;
    else if (byte === 0xc2 && !((chunk[at + 1] ?? 0) >= 0xa0)) return undefined;
    else if (byte < 0x20 && byte !== 0x0d && byte !== 0x09) return undefined;
    else if (byte === 0x7f) return undefined;
  }
  return lines;
}

/** What comes after so many line ends; undefined where the next line would not begin at the left. */
export function afterLines(text: Uint8Array, lines: number): Uint8Array | undefined {
  const before = firstLines(text, lines).length;
  // Without a carriage return the next line begins below the end of this one.
  return text[before - 2] === 0x0d ? text.subarray(before) : undefined;
}

/** The first part of the text, up to its line end of that number. */
export function firstLines(text: Uint8Array, lines: number): Uint8Array {
  let end = 0;
  for (let left = lines; left > 0; left--) {
    end = text.indexOf(0x0a, end) + 1;
    if (end === 0) return text;
  }
  return text.subarray(0, end);
}
