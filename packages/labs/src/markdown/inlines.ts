// Inline tokens of markdown-it as inlines of a document.
import type { Token } from 'markdown-it';
import type { Inline } from '../document.ts';
import { readActionWords } from './code-words.ts';
import { report, type StepContext } from './context.ts';
import { readImage, readLink } from './links.ts';
import { readText } from './text.ts';

type Reader = { tokens: Token[]; at: number; line: number; context: StepContext };

const spans: Record<string, 'strong' | 'emphasis' | 'deleted'> = {
  strong_open: 'strong',
  em_open: 'emphasis',
  s_open: 'deleted',
};

export function readInlines(tokens: Token[], line: number, context: StepContext): Inline[] {
  return readUntil({ tokens, at: 0, line, context }, null);
}

function readUntil(reader: Reader, end: string | null): Inline[] {
  const inlines: Inline[] = [];
  for (;;) {
    const token = reader.tokens[reader.at++];
    if (!token || token.type === end) return merged(inlines);
    readOne(token, reader, inlines);
  }
}

function readOne(token: Token, reader: Reader, inlines: Inline[]): void {
  const { context, line } = reader;
  const span = spans[token.type];
  if (span) {
    inlines.push({ type: span, children: readUntil(reader, token.type.replace('open', 'close')) });
    return;
  }
  switch (token.type) {
    case 'text':
      inlines.push(...readText(withoutAction(token.content, inlines, reader), line, context));
      return;
    case 'code_inline':
      inlines.push({ type: 'code', text: token.content, action: null });
      return;
    case 'softbreak':
      inlines.push({ type: 'text', text: '\n' });
      reader.line++;
      return;
    case 'hardbreak':
      inlines.push({ type: 'break' });
      reader.line++;
      return;
    case 'link_open':
      inlines.push(readLink(String(token.attrGet('href') ?? ''), readUntil(reader, 'link_close'), line, context));
      return;
    case 'image':
      inlines.push(readImage(String(token.attrGet('src') ?? ''), token.content, line, context));
      return;
    default:
      inlines.push(...readText(token.content, line, context));
  }
}

/** `{{run node1}}` or `{{node1 run}}` right behind inline code belongs to the code; the text without it. */
function withoutAction(text: string, inlines: Inline[], { line, context }: Reader): string {
  const code = inlines.at(-1);
  const [all, words] = /^\{\{((?:[^{}]* )?(?:run|copy|interrupt)(?: [^{}]*)?)\}\}/.exec(text) ?? [];
  if (code?.type !== 'code' || code.action !== null || all === undefined || words === undefined) return text;
  const { action, check } = readActionWords(words, line, context);
  if (check) report(context, 'code-words', line, 'A check stands in a block of code of its own.');
  code.action = action;
  if (action?.type === 'run') {
    const { instance, terminal } = action.target;
    const run = { type: 'run', instance, terminal, interrupt: action.interrupt, text: code.text } as const;
    (context.solution ?? context.actions).push(run);
  }
  return text.slice(all.length);
}

/** Texts side by side as one. */
function merged(inlines: Inline[]): Inline[] {
  const result: Inline[] = [];
  for (const inline of inlines) {
    const last = result.at(-1);
    if (inline.type === 'text' && last?.type === 'text')
      result[result.length - 1] = { type: 'text', text: last.text + inline.text };
    else if (inline.type !== 'text' || inline.text !== '') result.push(inline);
  }
  return result;
}
