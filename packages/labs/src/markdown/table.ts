// Tables of GitHub's Markdown.
import type { Block, Inline } from '../document.ts';
import { type BlockReader, inlineChildren } from './block-reader.ts';

type Align = 'left' | 'center' | 'right' | null;

export function readTable(reader: BlockReader, line: number): Block {
  const rows: Inline[][][] = [];
  const align: Align[] = [];
  let current: Inline[][] = [];
  let row = 0;
  for (;;) {
    const token = reader.tokens[reader.at++];
    if (!token || token.type === 'table_close') break;
    if (token.type === 'tr_open') current = [];
    else if (token.type === 'tr_close') {
      rows.push(current);
      row += row === 0 ? 2 : 1;
    } else if (token.type === 'th_open' || token.type === 'td_open') {
      if (token.type === 'th_open') align.push(alignOf(token.attrGet('style')));
      current.push(inlineChildren(reader, line + row));
    }
  }
  return { type: 'table', align, head: rows[0] ?? [], rows: rows.slice(1) };
}

function alignOf(style: string | number | null): Align {
  const [, side] = /text-align:(left|center|right)/.exec(String(style ?? '')) ?? [];
  return side === 'left' || side === 'center' || side === 'right' ? side : null;
}
