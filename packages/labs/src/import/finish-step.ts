// The last touch on the body of an imported step: every ::: block is closed, and nothing is closed that is not open.
import { fenceAfter } from '../markdown/sections.ts';

/** Stands before a ::: that a translation has written, so that a later one does not take it for the source's. */
export const ours = '\u0000';

export function finishBody(lines: readonly string[]): string {
  const kept: string[] = [];
  let openFence: string | null = null;
  let depth = 0;
  for (const line of lines.join('\n').replaceAll(ours, '').split('\n')) {
    const wasCode = openFence !== null;
    openFence = fenceAfter(openFence, line);
    if (!wasCode && /^:{3,}\s*[a-z]/.test(line)) depth++;
    if (!wasCode && /^:{3,}\s*$/.test(line)) {
      if (depth === 0) continue;
      depth--;
    }
    kept.push(line);
  }
  if (openFence !== null) kept.push(openFence);
  for (; depth > 0; depth--) kept.push('', ':::');
  return `${kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
