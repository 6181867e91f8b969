// Remarks of authors, `<!-- … -->` from the beginning of a line on, are for authors.
import { fenceAfter } from './sections.ts';

/** The text without remarks; their lines stay, empty, so that numbers of lines do. */
export function withoutComments(text: string): string {
  if (!text.includes('<!--')) return text;
  const lines = text.split('\n');
  const lastEnd = lines.findLastIndex((line) => line.includes('-->'));
  let openFence: string | null = null;
  let inComment = false;
  return lines
    .map((line, index) => {
      if (!inComment) openFence = fenceAfter(openFence, line);
      const begins = openFence === null && index <= lastEnd && /^\s*<!--/.test(line);
      if (!inComment && !begins) return line;
      const end = line.indexOf('-->', inComment ? 0 : line.indexOf('<!--') + 4);
      inComment = end < 0;
      return inComment ? '' : line.slice(end + 3);
    })
    .join('\n');
}
