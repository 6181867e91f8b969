// The text of a terminal with all its scrollback, as lines of the programs that wrote it.
import type { IBuffer } from '@xterm/xterm';

/** Lines that were only wrapped to fit the screen are one again. */
export function scrollbackText(buffer: Pick<IBuffer, 'length' | 'getLine'>): string {
  const lines: string[] = [];
  for (let row = 0; row < buffer.length; row++) {
    const line = buffer.getLine(row);
    if (!line) continue;
    // Spaces at the end of a line that goes on belong to it.
    const goesOn = buffer.getLine(row + 1)?.isWrapped ?? false;
    const text = line.translateToString(!goesOn);
    if (line.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}
