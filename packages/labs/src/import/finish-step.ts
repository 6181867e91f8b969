// The last touch on the body of an imported step: what our format would misread is escaped, every block is closed, and
// nothing is closed that is not open.
import { fenceAfter } from '../markdown/sections.ts';

/** Stands before each ::: that a translation has written: any other is the source's own text. */
export const ours = '\u0000';

export function finishBody(lines: readonly string[]): string {
  const kept: string[] = [];
  let openFence: string | null = null;
  let depth = 0;
  for (const line of lines.join('\n').split('\n')) {
    const text = line.replaceAll(ours, '');
    const wasCode = openFence !== null;
    openFence = fenceAfter(openFence, text);
    if (wasCode || openFence !== null) kept.push(text);
    else if (!line.startsWith(`${ours}:`)) kept.push(harmless(text));
    else if (/^:+\s*[a-z]/.test(text)) {
      depth++;
      kept.push(text);
    } else if (depth > 0) {
      depth--;
      kept.push(text);
    }
  }
  if (openFence !== null) kept.push(openFence);
  for (; depth > 0; depth--) kept.push('', ':::');
  return `${kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** A ::: of the source is text, and its titles stand below the step's. */
function harmless(line: string): string {
  if (/^\s*:{3,}/.test(line)) return line.replace(':', '\\:');
  return /^ {0,3}#\s+\S/.test(line) ? `#${line.trimStart()}` : line;
}
