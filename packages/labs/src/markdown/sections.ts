// The blocks that ::: opens and closes, by lines, before Markdown is read: what is between them is Markdown again. Any
// number of colons from three on does; blocks nest without counting them.
import { report, type StepContext } from './context.ts';

/** A piece of Markdown, or a block with what is in it. `line` is the line of the file, from 1. */
export type Section =
  | { type: 'markdown'; line: number; text: string }
  | { type: 'block'; line: number; name: string; words: string; children: Section[] };

export type BlockSection = Extract<Section, { type: 'block' }>;

const maxDepth = 8;
const opening = /^:{3,}\s*([a-z]+)(?:\s+(.*?))?\s*$/;
const closing = /^:{3,}\s*$/;
const stray = /^\s+:{3,}/;
const fence = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})(.*)$/;

type Open = { block: BlockSection | null; sections: Section[]; lines: string[]; firstLine: number };

export function readSections(text: string, firstLine: number, context: StepContext): Section[] {
  const root: Open = { block: null, sections: [], lines: [], firstLine };
  const stack: Open[] = [root];
  let openFence: string | null = null;
  text.split('\n').forEach((line, index) => {
    const number = firstLine + index;
    const top = stack.at(-1) ?? root;
    const wasCode = openFence !== null;
    openFence = fenceAfter(openFence, line);
    const opened = wasCode || openFence !== null ? null : opening.exec(line);
    if (opened) {
      flush(top, number + 1);
      const block: BlockSection = {
        type: 'block',
        line: number,
        name: opened[1] ?? '',
        words: opened[2] ?? '',
        children: [],
      };
      if (stack.length > maxDepth) report(context, 'nesting-too-deep', number, `Blocks nest ${maxDepth} deep at most.`);
      top.sections.push(block);
      stack.push({ block, sections: block.children, lines: [], firstLine: number + 1 });
    } else if (!wasCode && closing.test(line)) {
      if (stack.length === 1) report(context, 'block-unopened', number, 'This ::: closes nothing.');
      flush(top, number + 1);
      if (stack.length > 1) {
        stack.pop();
        const outer = stack.at(-1) ?? root;
        outer.firstLine = number + 1;
      }
    } else {
      if (!wasCode && stray.test(line))
        report(context, 'block-misplaced', number, 'A ::: line begins at the margin, not within a list.');
      top.lines.push(line);
    }
  });
  for (const { block } of stack)
    if (block) report(context, 'block-unclosed', block.line, `The block ":::${block.name}" is never closed.`);
  for (const open of stack) flush(open, 0);
  return root.sections;
}

/** Ends the Markdown that has been gathered. */
function flush(open: Open, nextLine: number): void {
  if (open.lines.some((line) => line.trim() !== ''))
    open.sections.push({ type: 'markdown', line: open.firstLine, text: open.lines.join('\n') });
  open.lines = [];
  open.firstLine = nextLine;
}

/** The fence that is open after `line`, when `open` was before. */
export function fenceAfter(open: string | null, line: string): string | null {
  const [, marks = '', info = ''] = fence.exec(line) ?? [];
  if (open === null) return marks === '' || (marks.startsWith('`') && info.includes('`')) ? null : marks;
  const closes = marks.startsWith(open) && info.trim() === '';
  return closes ? null : open;
}
