// Floods of plain text need not be parsed whole: a screen shows, and its scrollback holds, only their last lines.
// Skipping the rest is exact, since plain text changes nothing but lines that scroll away (see `skippable`).

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

/**
 * The last part of plain text that still has `keptLines` line ends after it, from the start of a line on: what comes
 * before has scrolled out of a buffer of that many lines, whatever it was. Undefined where no line begins early enough.
 */
export function lastLines(text: Buffer, keptLines: number): Buffer | undefined {
  let at = text.length;
  for (let left = keptLines; left >= 0; left--) {
    at = at <= 0 ? -1 : text.lastIndexOf(0x0a, at - 1);
    if (at < 0) return undefined;
  }
  // Without a carriage return the next line begins below the end of this one.
  return text[at - 1] === 0x0d ? text.subarray(at + 1) : undefined;
}

/** The first part of the text, up to its line end of that number. */
export function firstLines(text: Buffer, lines: number): Buffer {
  let end = 0;
  for (let left = lines; left > 0; left--) {
    end = text.indexOf(0x0a, end) + 1;
    if (end === 0) return text;
  }
  return text.subarray(0, end);
}
