// Markdown between ::: blocks as blocks of a document. Markdown-it reads it, with HTML off: tags are text.
import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Inline, ListItem } from '../document.ts';
import { plainText } from '../document.ts';
import { type BlockReader, deeper, inlineChildren, lineOf } from './block-reader.ts';
import { readCodeBlock } from './code-block.ts';
import { report, type StepContext } from './context.ts';
import { readInlines } from './inlines.ts';
import { readAdmonition } from './quote.ts';
import { readTable } from './table.ts';

const maxDepth = 24;
const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: maxDepth * 4 });
// Only addresses that say what they are: `node1.sh` and `app.py` are no links. Where links may lead is decided later.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = () => true;

export function readMarkdown(text: string, firstLine: number, context: StepContext): Block[] {
  const tokens = markdown.parse(prepared(text), {});
  return readBlocks({ tokens, at: 0, firstLine, depth: 0, context }, null);
}

/** Inlines of one line, such as a title. */
export function readInlineText(text: string, line: number, context: StepContext): Inline[] {
  const [token] = markdown.parseInline(prepared(text), {});
  return readInlines(token?.children ?? [], line, context);
}

/** `[text]({{port node1:80}}/path)` has a blank, which no address may have: it becomes `[text](port:node1:80/path)`. */
function prepared(text: string): string {
  return text.replace(/\]\(\{\{port\s+([^\s{}]+|\S*\{\{\w+\}\})\}\}/g, '](port:$1');
}

export function readBlocks(reader: BlockReader, end: string | null): Block[] {
  const blocks: Block[] = [];
  for (;;) {
    const token = reader.tokens[reader.at++];
    if (!token || token.type === end) return blocks;
    if (reader.depth > maxDepth) {
      report(
        reader.context,
        'nesting-too-deep',
        lineOf(token, reader),
        `Lists and quotes nest ${maxDepth} deep at most.`,
      );
      reader.at = reader.tokens.length;
      return blocks;
    }
    const block = readBlock(token, reader);
    if (block) blocks.push(block);
  }
}

function readBlock(token: Token, reader: BlockReader): Block | null {
  const { context } = reader;
  const line = lineOf(token, reader);
  switch (token.type) {
    case 'heading_open': {
      const children = inlineChildren(reader, line);
      reader.at++;
      return { type: 'heading', level: Number(token.tag.slice(1)), id: anchorOf(plainText(children)), children };
    }
    case 'paragraph_open': {
      const children = inlineChildren(reader, line);
      reader.at++;
      return children.length === 0 ? null : { type: 'paragraph', children };
    }
    case 'fence':
    case 'code_block':
      return readCodeBlock(token, line, context);
    case 'hr':
      return { type: 'divider' };
    case 'blockquote_open':
      return readAdmonition(deeper(reader, () => readBlocks(reader, 'blockquote_close')));
    case 'bullet_list_open':
    case 'ordered_list_open':
      return readList(token, reader);
    case 'table_open':
      return readTable(reader, line);
    default:
      return null;
  }
}

function readList(open: Token, reader: BlockReader): Block {
  const ordered = open.type === 'ordered_list_open';
  const items: ListItem[] = [];
  let tight = true;
  for (;;) {
    const token = reader.tokens[reader.at++];
    if (!token || token.type === (ordered ? 'ordered_list_close' : 'bullet_list_close')) break;
    const first = reader.tokens[reader.at];
    if (first?.type === 'paragraph_open' && !first.hidden) tight = false;
    items.push(readItem(deeper(reader, () => readBlocks(reader, 'list_item_close'))));
  }
  return { type: 'list', ordered, start: Number(open.attrGet('start') ?? 1), tight, items };
}

/** `[ ]` and `[x]` at the beginning make a check box, as on GitHub. */
function readItem(children: Block[]): ListItem {
  const [first] = children;
  const text = first?.type === 'paragraph' ? first.children[0] : undefined;
  const [all, mark] = text?.type === 'text' ? (/^\[([ xX])\]\s+/.exec(text.text) ?? []) : [];
  if (first?.type !== 'paragraph' || text?.type !== 'text' || all === undefined) return { checked: null, children };
  const paragraph: Block = {
    type: 'paragraph',
    children: [{ type: 'text', text: text.text.slice(all.length) }, ...first.children.slice(1)],
  };
  return { checked: mark !== ' ', children: [paragraph, ...children.slice(1)] };
}

/** As on GitHub: small letters, digits and -. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}
